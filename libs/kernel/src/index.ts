export * from './business-date';
export * from './clock';
export * from './ids';
export * from './json';
export * from './refused';
export * from './uscc';
export * from './working-days';
