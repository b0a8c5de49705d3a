// What a process is told from outside, checked at boot: every variable that is wrong is named at once, and no value is ever shown.
import { Type, plainToInstance } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, Min, ValidateIf, validateSync } from 'class-validator';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Something that keeps a process from starting, in a sentence for the one who starts it. */
export class BootError extends Error {
  override readonly name = 'BootError';
}

const postgresUrl = /^postgres(ql)?:\/\/\S+$/;
const httpUrl = /^https?:\/\/[^\s/]+(\/\S*)?$/;
const brokers = /^[\w.-]+:\d+(,[\w.-]+:\d+)*$/;
const whole = (min: number, max: number) => (target: object, property: string) => {
  Type(() => Number)(target, property);
  IsInt({ message: 'must be a whole number' })(target, property);
  Min(min, { message: `must be at least ${min}` })(target, property);
  Max(max, { message: `must be at most ${max}` })(target, property);
};

export class Configuration {
  @Matches(postgresUrl, { message: 'must be a postgres:// address: the database of this service, as its application role' })
  readonly DATABASE_URL!: string;

  @IsOptional()
  @Matches(postgresUrl, { message: 'must be a postgres:// address: the same database, as the role that owns it' })
  readonly MIGRATION_DATABASE_URL?: string;

  @IsIn(['postgres', 'kafka'], { message: 'must be postgres or kafka' })
  readonly MESSAGING: 'postgres' | 'kafka' = 'postgres';

  @ValidateIf((it: Configuration) => it.MESSAGING === 'postgres')
  @Matches(postgresUrl, { message: 'must be a postgres:// address: the database of the PostgreSQL transport' })
  readonly BUS_DATABASE_URL!: string;

  @ValidateIf((it: Configuration) => it.MESSAGING === 'kafka')
  @Matches(brokers, { message: 'must be host:port, several separated by commas' })
  readonly KAFKA_BROKERS!: string;

  /** Where several installations share a broker and a Redis, what each of them calls its own. */
  @IsOptional()
  @Matches(/^[a-z0-9-]{1,40}$/, { message: 'must be a short name of small letters, digits and dashes' })
  readonly NAMESPACE?: string;

  @IsIn(['poller', 'bull'], { message: 'must be poller or bull' })
  readonly WAKER: 'poller' | 'bull' = 'poller';

  @ValidateIf((it: Configuration) => it.WAKER === 'bull')
  @Matches(/^rediss?:\/\/\S+$/, { message: 'must be a redis:// address' })
  readonly REDIS_URL!: string;

  @IsString({ message: 'must be an address to listen on' })
  readonly HOST: string = '127.0.0.1';

  @whole(0, 65_535)
  readonly PORT: number = 0;

  @Matches(/\S/, { message: 'must be the folder of the keys' })
  readonly KEYS_DIR!: string;

  /** Holidays of years that were published after this release. */
  @IsOptional()
  @Matches(/\S/, { message: 'must be the file of the calendar' })
  readonly CALENDAR_FILE?: string;

  @IsOptional()
  @Matches(httpUrl, { message: 'must be an http:// address' })
  readonly SANDBOX_URL?: string;

  /** Under which address other processes reach this one's internal routes; its own address unless it does not listen itself. */
  @IsOptional()
  @Matches(httpUrl, { message: 'must be an http:// address' })
  readonly INTERNAL_URL?: string;

  /** Where other services of the installation answer at `/api/<service>/`. */
  @IsOptional()
  @Matches(httpUrl, { message: 'must be an http:// address' })
  readonly NEIGHBOURS_URL?: string;

  /** A sandbox that stands for the outside world and leaves the time alone; the one of SANDBOX_URL does both. */
  @IsOptional()
  @Matches(httpUrl, { message: 'must be an http:// address' })
  readonly OUTSIDE_URL?: string;

  // The outside world, one by one; where one is not named the sandbox stands for it, and without a sandbox nobody answers.
  @IsOptional()
  @Matches(httpUrl, { message: 'must be an http:// address' })
  readonly IDENTITY_URL?: string;

  @IsOptional()
  @Matches(httpUrl, { message: 'must be an http:// address' })
  readonly REGISTRIES_URL?: string;

  @IsOptional()
  @Matches(httpUrl, { message: 'must be an http:// address' })
  readonly CERTIFICATES_URL?: string;

  @IsOptional()
  @Matches(httpUrl, { message: 'must be an http:// address' })
  readonly BANK_URL?: string;

  @IsOptional()
  @Matches(httpUrl, { message: 'must be an http:// address' })
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string;

  @IsIn(['debug', 'info', 'warn', 'error', 'silent'], { message: 'must be debug, info, warn, error or silent' })
  readonly LOG_LEVEL: 'debug' | 'info' | 'warn' | 'error' | 'silent' = 'info';

  @Matches(/^\S+$/, { message: 'must be the issuer of tokens' })
  readonly TOKEN_ISSUER: string = 'urn:xunbu:local';

  @Matches(/^\S+$/, { message: 'must be the audience that tokens name' })
  readonly TOKEN_AUDIENCE: string = 'xunbu';

  /** Who signs people in: an OpenID Connect issuer. Where none is named the installation's own tokens are all there are. */
  @IsOptional()
  @Matches(httpUrl, { message: 'must be an http:// address' })
  readonly ISSUER_URL?: string;

  /** Where the issuer's public keys are, if its own address does not lead there from here. */
  @IsOptional()
  @Matches(httpUrl, { message: 'must be an http:// address' })
  readonly ISSUER_KEYS_URL?: string;

  /** 1 where tokens that the installation signs itself count beside those of the issuer. */
  @IsIn(['0', '1'], { message: 'must be 0 or 1' })
  readonly LOCAL_TOKENS: '0' | '1' = '0';

  /** What the issuer's tokens say in `acr` of somebody who has shown a second factor, where they have no `amr`. */
  @IsOptional()
  @Matches(/^\S+$/, { message: 'must be a word without spaces' })
  readonly ACR_SECOND_FACTOR?: string;

  /** The console, as the issuer knows it: whose ID tokens count where somebody has to show anew who they are. */
  @Matches(/^\S+$/, { message: 'must be the client of the console' })
  readonly CLIENT_ID: string = 'xunbu-console';

  /** With fewer not even a service of one log could work; one with more logs asks for more when it opens them. */
  @whole(6, 1_000)
  readonly DATABASE_CONNECTIONS: number = 10;

  /** After so long without a word from the database a connection counts as dropped; longer than any statement of a service takes. */
  @whole(100, 600_000)
  readonly DATABASE_SILENCE_MS: number = 10_000;

  @whole(1_024, 64 * 1_024 * 1_024)
  readonly BODY_LIMIT_BYTES: number = 1_024 * 1_024;

  @whole(1, 10_000_000)
  readonly REQUESTS_PER_MINUTE: number = 6_000;

  @whole(100, 600_000)
  readonly ANSWER_TIMEOUT_MS: number = 30_000;

  @whole(100, 600_000)
  readonly SHUTDOWN_MS: number = 15_000;
}

const known = (environment: Environment): Record<string, string> => {
  const fields = new Set([...Object.keys(new Configuration()), ...namedFields]);
  // An empty variable is what many tools make of one that is not set.
  return Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => fields.has(entry[0]) && entry[1] !== undefined && entry[1] !== '',
    ),
  );
};
const namedFields = [
  'DATABASE_URL',
  'MIGRATION_DATABASE_URL',
  'BUS_DATABASE_URL',
  'KAFKA_BROKERS',
  'NAMESPACE',
  'REDIS_URL',
  'KEYS_DIR',
  'CALENDAR_FILE',
  'SANDBOX_URL',
  'INTERNAL_URL',
  'NEIGHBOURS_URL',
  'OUTSIDE_URL',
  'IDENTITY_URL',
  'REGISTRIES_URL',
  'CERTIFICATES_URL',
  'BANK_URL',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'ISSUER_URL',
  'ISSUER_KEYS_URL',
  'ACR_SECOND_FACTOR',
];

export function readConfiguration(environment: Environment): Configuration {
  const configuration = plainToInstance(Configuration, known(environment), { exposeDefaultValues: true });
  const errors = validateSync(configuration, { forbidUnknownValues: true });
  if (errors.length === 0) return Object.freeze(configuration);
  const lines = errors.map(({ property, constraints }) => {
    const state = environment[property] ? '' : ' (it is not set)';
    return `  ${property} ${Object.values(constraints ?? {})[0]}${state}`;
  });
  throw new BootError(`The configuration is not complete:\n${lines.join('\n')}`);
}
