// One description of the whole API out of one per service. Names of schemas are the services' own, so equal names need not mean equal things.

type Named = Readonly<Record<string, unknown>>;
export type OpenApi = {
  readonly openapi: string;
  readonly paths?: Named;
  readonly components?: Readonly<Record<string, Named>>;
  readonly tags?: readonly unknown[];
  readonly [more: string]: unknown;
};

const pascal = (service: string): string => service.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());

/** Every `$ref` of a document to a name in `renamed` follows it there. */
function withRefs(value: unknown, renamed: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((each) => withRefs(each, renamed));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === '$ref' && typeof each === 'string' ? (renamed.get(each) ?? each) : withRefs(each, renamed),
    ]),
  );
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Services in the order given; a component whose name is taken by a different one gets its service's name in front. */
export function mergedOpenApi(documents: ReadonlyMap<string, OpenApi>): OpenApi {
  const components: Record<string, Record<string, unknown>> = {};
  const paths: Record<string, unknown> = {};
  const tags: unknown[] = [];
  for (const [service, document] of documents) {
    const renamed = new Map<string, string>();
    for (const [kind, named] of Object.entries(document.components ?? {})) {
      for (const [name, component] of Object.entries(named)) {
        const taken = components[kind]?.[name];
        if (taken !== undefined && !same(taken, component))
          renamed.set(`#/components/${kind}/${name}`, `#/components/${kind}/${pascal(service)}${name}`);
      }
    }
    for (const [kind, named] of Object.entries(document.components ?? {})) {
      const into = (components[kind] ??= {});
      for (const [name, component] of Object.entries(named)) {
        const place = renamed.get(`#/components/${kind}/${name}`)?.split('/').pop() ?? name;
        into[place] = withRefs(component, renamed);
      }
    }
    Object.assign(paths, withRefs(document.paths ?? {}, renamed));
    tags.push(...(document.tags ?? []).filter((tag) => !tags.some((known) => same(known, tag))));
  }
  const [first] = documents.values();
  return {
    openapi: first?.openapi ?? '3.1.0',
    info: { title: '训补 Xunbu', version: '0.1.0', description: '培训补贴全流程接口 / The whole API of training subsidies' },
    ...(first?.['security'] !== undefined && { security: first['security'] }),
    tags,
    paths,
    components,
  };
}
