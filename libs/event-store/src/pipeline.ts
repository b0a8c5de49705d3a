// Several prepared statements in one round trip. The server does them in order and does none after the first that fails, COMMIT included.
import type { Connection, PoolClient, Submittable } from 'pg';

export type Step = { readonly statement: string; readonly values?: readonly (string | number | Buffer)[]; readonly copy?: Buffer };
/** The rows of each step, every value as text. */
export type Answers = readonly (readonly (readonly string[])[])[];

type Done = (error: Error | undefined, answers: string[][][]) => void;

// What pg gives its own queries; its types leave these out.
type Wire = Connection & { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void };

class Pipelined implements Submittable {
  private readonly answers: string[][][] = [];
  private rows: string[][] = [];
  private done: Done | undefined;

  constructor(
    private readonly write: (wire: Wire) => void,
    done: Done,
  ) {
    this.done = done;
  }

  submit(connection: Connection): void {
    const wire = connection as Wire;
    wire.stream.cork();
    this.write(wire);
    wire.sync();
    wire.stream.uncork();
  }

  handleRowDescription(): void {}
  handleCopyInResponse(): void {}
  handlePortalSuspended(): void {}
  handleEmptyQuery(): void {}

  handleDataRow(row: { readonly fields: string[] }): void {
    this.rows.push(row.fields);
  }

  handleCommandComplete(): void {
    this.answers.push(this.rows);
    this.rows = [];
  }

  handleError(error: Error): void {
    this.end(error);
  }

  handleReadyForQuery(): void {
    this.end(undefined);
  }

  private end(error: Error | undefined): void {
    const done = this.done;
    this.done = undefined;
    done?.(error, this.answers);
  }
}

function submitted(client: PoolClient, silenceMs: number, write: (wire: Wire) => void): Promise<Answers> {
  return new Promise((resolve, reject) => {
    // A server that is cut off without a word would be waited for for ever.
    const silent = setTimeout(() => (client as unknown as { readonly connection: Wire }).connection.stream.destroy(), silenceMs);
    const done: Done = (error, answers) => {
      clearTimeout(silent);
      if (error === undefined) resolve(answers);
      else reject(error);
    };
    client.query(new Pipelined(write, done));
  });
}

export const prepare = (client: PoolClient, silenceMs: number, statements: Readonly<Record<string, string>>): Promise<Answers> =>
  submitted(client, silenceMs, (wire) => {
    for (const [name, text] of Object.entries(statements)) wire.parse({ name, text, types: [] }, true);
  });

export const run = (client: PoolClient, silenceMs: number, steps: readonly Step[]): Promise<Answers> =>
  submitted(client, silenceMs, (wire) => {
    for (const { statement, values = [], copy } of steps) {
      wire.bind(
        { portal: '', statement, values: values.map((value) => (typeof value === 'number' ? String(value) : value)) } as never,
        true,
      );
      wire.execute(null, true);
      if (copy !== undefined) {
        wire.sendCopyFromChunk(copy);
        wire.endCopyFrom();
      }
    }
  });
