import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A way to a server that can be cut: while it is, whoever comes is turned away and counted. */
export class TcpSwitch {
  attempts = 0;
  #cut = false;
  readonly #sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async to(host: string, port: number, listenOn = 0): Promise<TcpSwitch> {
    const server = createServer();
    const tcpSwitch = new TcpSwitch(server);
    server.on('connection', (incoming) => tcpSwitch.#connected(incoming, host, port));
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(listenOn, '127.0.0.1', resolve));
    return tcpSwitch;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  cut(): void {
    this.#cut = true;
    this.attempts = 0;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#cut = false;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #connected(incoming: Socket, host: string, port: number): void {
    if (this.#cut) {
      this.attempts += 1;
      incoming.destroy();
      return;
    }
    const outgoing = connect(port, host);
    for (const [from, to] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      this.#sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  }
}
