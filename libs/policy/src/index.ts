export * from './class-opening';
export * from './pack';
export * from './read-packs';
