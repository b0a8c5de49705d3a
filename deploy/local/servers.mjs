// The servers that a run of Xunbu needs, each `start…({ dataDir, port? })` answering where it is, its pid, and how to stop it.
export { startPostgres } from './postgres.mjs';
export { startRedis, provisionRedis } from './redis.mjs';
export { startKafka, provisionKafka } from './kafka.mjs';
