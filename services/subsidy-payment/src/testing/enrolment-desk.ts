// The desks of enrolment as a spec has set them, over HTTP as the real ones are.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

type Question = { readonly id: string; readonly registry: string; readonly personId?: string };

export class EnrolmentDesk {
  /** By registry and person, or the registry alone: what it says. */
  readonly values = new Map<string, unknown>();
  /** Registries that say nothing. */
  readonly silent = new Set<string>();
  readonly asked: Question[] = [];

  private constructor(private readonly server: Server) {}

  static async open(): Promise<EnrolmentDesk> {
    const server = createServer();
    const desk = new EnrolmentDesk(server);
    server.on('request', (request: IncomingMessage, response) => {
      desk.answer(request).then(
        (body) => response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
        () => response.writeHead(500).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return desk;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage): Promise<unknown> {
    const body = JSON.parse(await textOf(request)) as { readonly questions?: readonly Question[]; readonly personIds?: readonly string[] };
    if (request.url?.endsWith('/masked-people'))
      return { people: (body.personIds ?? []).map((personId) => ({ personId, name: '张*', idNo: '120101********1234' })) };
    if (request.url?.endsWith('/retirement-dates'))
      return { people: (body.personIds ?? []).map((personId) => ({ personId, retiresOn: '2053-01-01' })) };
    return { answers: (body.questions ?? []).map((question) => this.answerTo(question)) };
  }

  private answerTo(question: Question) {
    this.asked.push(question);
    const { id, registry, personId } = question;
    const said = { id, registry, source: `registry:${registry}`, askedAt: '2026-03-02T01:00:00.000Z' };
    if (this.silent.has(registry)) return { ...said, outcome: 'NO_ANSWER' };
    return { ...said, outcome: 'ANSWERED', value: this.values.get(`${registry}/${personId}`) ?? this.values.get(registry) ?? null };
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
