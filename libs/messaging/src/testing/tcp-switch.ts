import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

function deafen(socket: Socket): void {
  socket.unpipe();
  socket.removeAllListeners('close');
  socket.removeAllListeners('end');
  socket.removeAllListeners('error');
  socket.on('error', () => undefined);
  socket.resume();
}

/** A way to a server that can be cut (whoever comes is turned away) or fall silent (nobody hears anything any more); all who come are counted. */
export class TcpSwitch {
  attempts = 0;
  #cut = false;
  #silent = false;
  readonly #sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async to(host: string, port: number, listenOn = 0): Promise<TcpSwitch> {
    const server = createServer({ allowHalfOpen: true });
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

  /** Swallows what is sent on every connection there is, for ever, and on those that come until it is mended. Nobody learns of anybody's end. */
  fallSilent(): void {
    this.#silent = true;
    this.attempts = 0;
    for (const socket of this.#sockets) deafen(socket);
  }

  mend(): void {
    this.#cut = false;
    this.#silent = false;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #connected(incoming: Socket, host: string, port: number): void {
    this.attempts += 1;
    if (this.#cut) {
      incoming.destroy();
      return;
    }
    if (this.#silent) {
      this.#sockets.add(incoming);
      deafen(incoming);
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
