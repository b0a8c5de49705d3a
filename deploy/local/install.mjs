// Brings node_modules/ to what package-lock.json says, and does nothing when it is that already.
import { sayTrouble } from './say.mjs';
import { requireInstalled } from './toolchain.mjs';

try {
  await requireInstalled();
} catch (error) {
  sayTrouble(error);
  process.exit(1);
}
