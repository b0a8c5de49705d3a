// Where the real servers of the integration specs are. A missing one is a failure with a sentence, never a skipped test.
function fromEnvironment(name: string, what: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: this spec needs a real ${what}. \`npm test\` starts one and sets it.`);
  return value;
}

export const testPostgresUrl = (): string => fromEnvironment('TEST_POSTGRES_URL', 'PostgreSQL, as its superuser');
export const testRedisUrl = (): string => fromEnvironment('TEST_REDIS_URL', 'Redis');
export const testKafkaBrokers = (): string => fromEnvironment('TEST_KAFKA_BROKERS', 'Kafka');
