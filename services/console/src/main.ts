// The edge of the cluster: one address for the pages and for every service, whichever of its processes answers.
import { createEdge } from './edge';
import { parseUpstreams } from './replicas';
import { signInOf } from './sign-in';

const stopWithinMs = 10_000;

const environment = process.env;
const edge = await createEdge(
  parseUpstreams(environment['UPSTREAMS'] ?? ''),
  (environment['TRUSTED_PROXIES'] ?? '').split(',').filter(Boolean),
  signInOf(environment),
);
const address = await edge.listen({ host: environment['HOST'] ?? '127.0.0.1', port: Number(environment['PORT'] ?? '8080') });
process.stdout.write(`${JSON.stringify({ level: 'info', service: 'console', address, msg: 'listening' })}\n`);

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    // A stream that is being watched never ends by itself.
    setTimeout(() => process.exit(0), stopWithinMs).unref();
    void edge.close().then(() => process.exit(0));
  });
}
