// The identity base and the registries as a spec has set them, over HTTP as the real ones would be.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export class OutsideWorld {
  /** By number: the name that belongs to it. */
  readonly names = new Map<string, string>();
  /** By registry and number, or the registry alone: what it says. */
  readonly values = new Map<string, unknown>();
  readonly asked: { readonly path: string; readonly body: Readonly<Record<string, unknown>> }[] = [];
  silent = false;

  private constructor(private readonly server: Server) {}

  static async open(): Promise<OutsideWorld> {
    const server = createServer();
    const world = new OutsideWorld(server);
    server.on('request', (request: IncomingMessage, response) => {
      world.answer(request).then(
        ({ status, body }) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
        () => response.writeHead(500).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return world;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage): Promise<{ readonly status: number; readonly body: unknown }> {
    const path = request.url ?? '';
    const body = JSON.parse(await textOf(request)) as Record<string, unknown>;
    this.asked.push({ path, body });
    if (this.silent) return { status: 504, body: {} };
    const idNo = String(body['idNo'] ?? '');
    if (path === '/identity/checks')
      return { status: 200, body: { outcome: this.names.get(idNo) === body['name'] ? 'MATCHED' : 'MISMATCHED' } };
    const registry = /^\/registries\/([a-z_]+)\/questions$/.exec(path)?.[1] ?? '';
    const value = this.values.get(`${registry}/${idNo}`) ?? this.values.get(registry);
    return value === undefined ? { status: 504, body: {} } : { status: 200, body: { value } };
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
