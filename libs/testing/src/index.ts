export * from './eventually';
export * from './free-port';
export * from './given-when-then';
export * from './golden-sample';
export * from './message-of';
export * from './servers';
export * from './test-database';
export { Browser, ConsoleClient, type Seen, type TokenSet } from './browser';
