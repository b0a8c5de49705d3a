export * from './decider';
export * from './event-store';
export * from './refusals';
export * from './log-reader';
export * from './projection';
