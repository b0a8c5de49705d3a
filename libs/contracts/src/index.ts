export * from './contract';
export * from './enrolment';
