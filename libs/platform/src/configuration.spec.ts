import { describe, expect, it } from '@jest/globals';
import { BootError, readConfiguration } from './configuration';

const whole = { DATABASE_URL: 'postgres://app:pw@db/x', BUS_DATABASE_URL: 'postgres://bus:pw@db/bus', KEYS_DIR: '/keys' };
const failure = (environment: Record<string, string>): string => {
  try {
    readConfiguration(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(BootError);
    return (error as BootError).message;
  }
  throw new Error('it was accepted');
};

describe('the configuration', () => {
  it('is read with its defaults', () => {
    expect(readConfiguration(whole)).toMatchObject({
      MESSAGING: 'postgres',
      WAKER: 'poller',
      PORT: 0,
      LOG_LEVEL: 'info',
      BODY_LIMIT_BYTES: 1_048_576,
    });
  });

  it('takes numbers as numbers', () => {
    expect(readConfiguration({ ...whole, PORT: '8080' }).PORT).toBe(8080);
  });

  it('names all that is wrong at once, and shows no value', () => {
    const said = failure({ DATABASE_URL: 'mysql://root:s3cret@db', MESSAGING: 'smoke', PORT: 'eighty', WAKER: 'bull' });
    for (const name of ['DATABASE_URL', 'MESSAGING', 'PORT', 'REDIS_URL', 'KEYS_DIR']) expect(said).toContain(`  ${name} must be`);
    expect(said).toContain('KEYS_DIR must be the folder of the keys (it is not set)');
    expect(said).not.toMatch(/s3cret|smoke|eighty/);
  });

  it('wants brokers for Kafka, and then no bus database', () => {
    expect(failure({ DATABASE_URL: whole.DATABASE_URL, KEYS_DIR: '/keys', MESSAGING: 'kafka' })).toContain(
      'KAFKA_BROKERS must be host:port',
    );
    const { BUS_DATABASE_URL: _, ...rest } = whole;
    expect(readConfiguration({ ...rest, MESSAGING: 'kafka', KAFKA_BROKERS: 'a:9092,b:9092' }).KAFKA_BROKERS).toBe('a:9092,b:9092');
  });

  it('refuses fewer connections than a service needs to work', () => {
    expect(failure({ ...whole, DATABASE_CONNECTIONS: '5' })).toContain('DATABASE_CONNECTIONS must be at least 6');
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfiguration({ ...whole, SANDBOX_URL: '', PORT: '' })).toMatchObject({ PORT: 0 });
  });
});
