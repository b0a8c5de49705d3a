// The process in which the systems of stories run, one after the other: told by its parent what to start, and to stop it again.
import { join } from 'node:path';
import { root } from './toolchain.mjs';

const { startStandalone } = await import(join(root, 'dist/services/standalone/src/standalone.js'));
let running;

const work = {
  async start(options) {
    running = await startStandalone(options);
    return { url: running.url };
  },
  async stop() {
    await running?.stop();
    running = undefined;
    return {};
  },
  // Brings the tables of a service into its database, and lets go of it.
  async migrate({ service, environment }) {
    const [{ migrateService, partsOf }, { moduleOf }] = await Promise.all([
      import(join(root, 'dist/libs/platform/src/index.js')),
      import(join(root, 'dist/services/standalone/src/service-module.js')),
    ]);
    await migrateService(partsOf(await moduleOf(service)), environment);
    return {};
  },
};

process.on('message', async ({ id, what, given }) => {
  try {
    process.send({ id, answer: await work[what](given) });
  } catch (error) {
    process.send({ id, failed: error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error) });
  }
});
process.on('disconnect', () => process.exit(0));
