// Stands between a store and its database, and cuts connections where a test wants them cut.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

// A Bind of the prepared statement `commit` on the unnamed portal.
const COMMIT = '\0commit\0';

export type Cut = 'never' | 'before COMMIT' | 'after COMMIT' | 'always';

export class CuttingProxy {
  cut: Cut = 'never';
  cuts = 0;
  /** Cuts so often, and then lets everything pass. */
  most = 1;
  private readonly sockets = new Set<Socket>();
  private readonly swallowed = new WeakSet<Socket>();

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    readonly url: string,
  ) {}

  static async before(databaseUrl: string): Promise<CuttingProxy> {
    const target = new URL(databaseUrl);
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const here = new URL(databaseUrl);
    here.hostname = '127.0.0.1';
    here.port = String((server.address() as { port: number }).port);
    const proxy = new CuttingProxy(server, here.href);
    server.on('connection', (socket) => proxy.pass(socket, connect(Number(target.port || 5432), target.hostname)));
    return proxy;
  }

  /** From now on nothing passes through the connections that there are, and nobody is told; those made later work. */
  swallow(): void {
    for (const socket of this.sockets) this.swallowed.add(socket);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private pass(client: Socket, server: Socket): void {
    let committed = false;
    for (const socket of [client, server]) {
      this.sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    const cut = (): void => {
      this.cuts += 1;
      client.destroy();
      server.destroy();
    };
    client.on('data', (chunk) => {
      if (this.swallowed.has(client)) return;
      if (this.cut === 'always') return cut();
      const commits = chunk.includes(COMMIT) && this.cut !== 'never' && this.cuts < this.most;
      if (commits && this.cut === 'before COMMIT') return cut();
      committed = commits && this.cut === 'after COMMIT';
      server.write(chunk);
    });
    // The first answer to COMMIT means that it happened; the store never hears of it.
    server.on('data', (chunk) => {
      if (this.swallowed.has(server)) return;
      if (committed) cut();
      else client.write(chunk);
    });
  }
}
