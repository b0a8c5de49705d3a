// The walls between projects, also for imports that come while the program runs, which the linter's own rules do not see.
import { posix } from 'node:path';
import { codeRule, foundAt, importsOf, serviceOf } from './tree';

// A host starts a service through its module, and the world in memory plays its deciders, its announce and what it does on facts and on time. The console and the sandbox have no rules of
// their own to guard, so a host may put them together from their parts.
const openToHosts = /\.(module|decider)(\.js)?$|\/(announce|(on|every)-[a-z-]+)(\.js)?$|^services\/(console|sandbox)\//;
const hosts = /^(services\/standalone|deploy|libs\/testing)\//;

/** Where a relative path leads, counted from the file that imports it. */
const reached = (file: string, from: string): string => posix.join(posix.dirname(file), from);

export const servicesAlone = codeRule(
  'services-alone',
  () => true,
  function* (file) {
    for (const { node, from } of importsOf(file)) {
      const target = reached(file.path, from);
      const other = from.startsWith('.') ? serviceOf(`${target}/`) : undefined;
      if (other === undefined || other === serviceOf(file.path)) continue;
      if (hosts.test(file.path) && openToHosts.test(target)) continue;
      yield foundAt(file, node, `Services know one another by their facts alone; ${target} is none of this file's business.`);
    }
  },
);

/** The lib whose insides an import reaches, by path or by name. */
function libInside(file: string, from: string): string | undefined {
  if (!from.startsWith('.')) return /^@libs\/([^/]+)\//.exec(from)?.[1];
  const lib = /^libs\/([^/]+)\//.exec(`${reached(file, from)}/`)?.[1];
  return file.startsWith(`libs/${lib}/`) ? undefined : lib;
}

export const libsByName = codeRule(
  'libs-by-name',
  (path) => !path.endsWith('.mjs'),
  function* (file) {
    for (const { node, from } of importsOf(file)) {
      const lib = libInside(file.path, from);
      if (lib !== undefined) yield foundAt(file, node, `A lib is known by its index alone: import from "@libs/${lib}".`);
    }
  },
);
