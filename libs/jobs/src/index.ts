export * from './due';
export * from './waker';
