// The tables of one log, made by a migration under the owner's role. The service's own role may read and add facts, and nothing more.
type Runner = { query(sql: string): Promise<unknown> };

export type LogTablesOptions = {
  readonly appRole: string;
  /** Facts per partition; fixed when the log is made. */
  readonly partitionSize?: number;
  /** How long a command that came over HTTP is remembered at least, whoever wants it forgotten; fixed when the log is made. */
  readonly httpKeptDays?: number;
};

/** Raised when the writer's picture of a stream is not the database's. */
export const STALE = 'XB001';

const FACTS_PER_PARTITION = 1_000_000;
const HTTP_KEPT_DAYS = 90;

/** Also the name of the channel on which its growth is told. */
export const logSchema = (log: string): string => {
  if (!/^[a-z][a-z0-9_-]{0,50}$/.test(log)) throw new TypeError(`a log cannot be named ${JSON.stringify(log)}`);
  return `log_${log}`;
};

/** A name as an identifier in SQL. */
export const quotedName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const quotedSchema = (log: string): string => quotedName(logSchema(log));

export async function createLogTables(
  runner: Runner,
  log: string,
  { appRole, partitionSize = FACTS_PER_PARTITION, httpKeptDays = HTTP_KEPT_DAYS }: LogTablesOptions,
): Promise<void> {
  if (!Number.isSafeInteger(partitionSize) || partitionSize < 1) throw new RangeError('a partition holds a whole number of facts');
  if (!Number.isSafeInteger(httpKeptDays) || httpKeptDays < 0) throw new RangeError('commands are kept a whole number of days');
  const schema = quotedSchema(log);
  const role = quotedName(appRole);
  await runner.query(`CREATE SCHEMA ${schema}`);
  for (const sql of [
    ...factTables(schema),
    ...besideFacts(schema),
    ...partitioning(schema, partitionSize),
    ...advancing(schema),
    ...forgetting(schema, httpKeptDays),
    ...grants(schema, role),
  ]) {
    await runner.query(sql);
  }
  await runner.query(`SELECT ${schema}.extend(1)`);
}

export async function dropLogTables(runner: Runner, log: string): Promise<void> {
  await runner.query(`DROP SCHEMA ${quotedSchema(log)} CASCADE`);
}

// Byte order is the fastest to compare, and the same on every machine.
const NAME = 'text COLLATE "C" NOT NULL';

const factTables = (schema: string): string[] => [
  `CREATE TABLE ${schema}.fact (
    seq bigint NOT NULL PRIMARY KEY,
    stream ${NAME},
    version integer NOT NULL,
    type text NOT NULL,
    schema integer NOT NULL,
    data text NOT NULL,
    meta text NOT NULL,
    leaf bytea NOT NULL
  ) PARTITION BY RANGE (seq)`,
  `CREATE INDEX fact_stream ON ${schema}.fact (stream, version)`,
  // Room in each page lets a row be moved on without touching the index.
  `CREATE TABLE ${schema}.head (
    id integer PRIMARY KEY CHECK (id = 1),
    seq bigint NOT NULL,
    recorded_at text NOT NULL
  ) WITH (fillfactor = 10)`,
  `INSERT INTO ${schema}.head VALUES (1, 0, '')`,
  `CREATE TABLE ${schema}.stream_head (
    stream ${NAME} PRIMARY KEY,
    version integer NOT NULL,
    first_seq bigint NOT NULL,
    last_seq bigint NOT NULL
  ) WITH (fillfactor = 80)`,
];

const besideFacts = (schema: string): string[] => [
  `CREATE TABLE ${schema}.command (
    id ${NAME} PRIMARY KEY,
    input_hash bytea NOT NULL,
    answer text NOT NULL,
    origin text NOT NULL,
    recorded_at timestamptz NOT NULL
  )`,
  `CREATE INDEX command_http ON ${schema}.command (recorded_at) WHERE origin = 'http'`,
  `CREATE TABLE ${schema}.taken_key (key ${NAME} PRIMARY KEY, command text NOT NULL, seq bigint NOT NULL)`,
];

const partitioning = (schema: string, partitionSize: number): string[] => [
  `CREATE TABLE ${schema}.partition (from_seq bigint PRIMARY KEY, to_seq bigint NOT NULL)`,
  // Runs as the owner, for the service's role makes no tables. ATTACH, unlike CREATE … PARTITION OF, waits for no reader and no writer.
  // Beyond a few partitions ahead of the head it does nothing, whoever calls it.
  `CREATE FUNCTION ${schema}.extend(wanted bigint) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    at bigint;
    upto bigint;
    name text;
  BEGIN
    SELECT coalesce(max(to_seq), 0) INTO at FROM ${schema}.partition;
    IF at >= wanted THEN RETURN at; END IF;
    LOCK TABLE ${schema}.partition IN SHARE ROW EXCLUSIVE MODE;
    SELECT coalesce(max(to_seq), 0) INTO at FROM ${schema}.partition;
    SELECT least(wanted, seq + ${partitionSize * 4}) INTO upto FROM ${schema}.head;
    WHILE at < upto LOOP
      name := 'fact_' || (at + 1);
      EXECUTE format('CREATE TABLE ${schema}.%I (LIKE ${schema}.fact INCLUDING STORAGE INCLUDING CONSTRAINTS)', name);
      EXECUTE format('ALTER TABLE ${schema}.fact ATTACH PARTITION ${schema}.%I FOR VALUES FROM (%s) TO (%s)', name, at + 1, at + ${partitionSize + 1});
      INSERT INTO ${schema}.partition VALUES (at + 1, at + ${partitionSize});
      at := at + ${partitionSize};
    END LOOP;
    RETURN at;
  END $$`,
];

// The heads of the streams and of the log move together, and only from where the writer believed them to be.
const advancing = (schema: string): string[] => [
  `CREATE FUNCTION ${schema}.advance(
    streams text[], added integer[], versions integer[], first_seqs bigint[], last_seqs bigint[], seq_before bigint, seq_after bigint, recorded text
  ) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    moved integer;
    begun integer;
  BEGIN
    UPDATE ${schema}.stream_head h SET version = a.version, last_seq = a.last_seq
      FROM unnest(streams, added, versions, last_seqs) a(stream, added, version, last_seq)
      WHERE h.stream = a.stream AND h.version = a.version - a.added AND a.version > a.added;
    GET DIAGNOSTICS moved = ROW_COUNT;
    INSERT INTO ${schema}.stream_head
      SELECT a.stream, a.version, a.first_seq, a.last_seq
      FROM unnest(streams, added, versions, first_seqs, last_seqs) a(stream, added, version, first_seq, last_seq)
      WHERE a.version = a.added
      ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS begun = ROW_COUNT;
    IF moved + begun <> cardinality(streams) THEN RAISE SQLSTATE '${STALE}' USING MESSAGE = 'a stream has moved on'; END IF;
    UPDATE ${schema}.head SET seq = seq_after, recorded_at = recorded WHERE id = 1 AND seq = seq_before;
    IF NOT FOUND THEN RAISE SQLSTATE '${STALE}' USING MESSAGE = 'the log has moved on'; END IF;
  END $$`,
];

const forgetting = (schema: string, keptDays: number): string[] => [
  // The service's role cannot delete a command; this it may ask for, and only for those that came over HTTP and are old by the clock of the
  // database: without its own bound, one statement could make every repeated request a new one.
  `CREATE FUNCTION ${schema}.forget_commands(before timestamptz, most integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    old timestamptz := least(before, now() - interval '${keptDays} days');
    forgotten integer;
  BEGIN
    DELETE FROM ${schema}.command WHERE id IN (
      SELECT id FROM ${schema}.command WHERE origin = 'http' AND recorded_at < old ORDER BY recorded_at LIMIT most
    );
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    RETURN forgotten;
  END $$`,
];

const grants = (schema: string, role: string): string[] => [
  `REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${schema} FROM PUBLIC`,
  `GRANT USAGE ON SCHEMA ${schema} TO ${role}`,
  `GRANT SELECT, INSERT ON ${schema}.fact, ${schema}.command TO ${role}`,
  `GRANT SELECT, INSERT, UPDATE ON ${schema}.stream_head TO ${role}`,
  `GRANT SELECT ON ${schema}.partition TO ${role}`,
  `GRANT SELECT, UPDATE ON ${schema}.head TO ${role}`,
  `GRANT SELECT, INSERT, DELETE ON ${schema}.taken_key TO ${role}`,
  `GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${schema} TO ${role}`,
];
