// The national query site as a spec needs it: silent, forgetful or as it should be. It listens for real.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Manner = 'ANSWERS' | 'SILENT' | 'FORGETS' | 'DIFFERS';

export class QuerySiteStub {
  manner: Manner = 'ANSWERS';
  readonly kept = new Map<string, Record<string, unknown>>();
  readonly keys: string[] = [];
  asked = 0;
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  static async start(): Promise<QuerySiteStub> {
    const stub = new QuerySiteStub();
    await new Promise<void>((resolve) => stub.server.listen(0, '127.0.0.1', resolve));
    return stub;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/certificates`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.asked += 1;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (this.manner === 'SILENT') return void response.writeHead(504).end();
    const number = (request.url ?? '').split('/').at(-1) ?? '';
    if (request.method === 'PUT') {
      this.keys.push(String(request.headers['idempotency-key']));
      if (this.manner !== 'FORGETS') this.kept.set(number, JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>);
      return void response.writeHead(204).end();
    }
    const known = this.kept.get(number);
    if (!known) return void response.writeHead(404).end();
    const told = this.manner === 'DIFFERS' ? { ...known, level: '1' } : known;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(told));
  }
}
