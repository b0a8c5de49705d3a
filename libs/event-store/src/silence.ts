// Connections that are dropped without a word: nothing says that they are gone, and whoever waits for their answer would wait for ever.
import type { Socket } from 'node:net';
import type { ClientBase } from 'pg';

// What pg's client has and its types leave out.
type Wired = ClientBase & {
  readonly readyForQuery: boolean;
  readonly connection: { readonly stream: Socket };
};

/**
 * For `onConnect` of a pool, TypeORM's included: a connection that was asked something, and on which nothing came or went for so long, is
 * ended. Those who wait for it get an error, and no pool gives it out again. One that rests is left alone. Not for operators' work, where
 * a statement may well be silent for hours.
 */
export const endWhenSilent =
  (silenceMs: number) =>
  (client: ClientBase): void => {
    const wired = client as Wired;
    const { stream } = wired.connection;
    stream.setTimeout(silenceMs);
    // Not as the callback of the line above, which is called once: a connection may rest many times before it is dropped.
    stream.on('timeout', () => {
      const heard = stream.bytesRead;
      // A process that stood still itself has not read yet what may have come long ago.
      setImmediate(() => {
        if (!wired.readyForQuery && stream.bytesRead === heard) stream.destroy(new Error(`the database said nothing for ${silenceMs} ms`));
      });
    });
  };
