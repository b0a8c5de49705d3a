export * from './refused';
export * from './clock';
export * from './json';
