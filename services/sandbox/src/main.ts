import { startSandbox } from './start-sandbox';

try {
  const running = await startSandbox(process.env, { listen: true });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void running.close().then(() => process.exit(0)));
  process.stdout.write(`sandbox: ready at ${running.url}\n`);
} catch (error) {
  process.stderr.write(`The sandbox cannot start. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
