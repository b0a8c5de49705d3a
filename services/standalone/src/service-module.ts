import type { Type } from '@nestjs/common';

const pascal = (service: string): string => service.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());

/** By convention: `services/<name>/src/<name>.module` exports `<Name>Module`. */
export async function moduleOf(service: string): Promise<Type> {
  const loaded = (await import(new URL(`../../${service}/src/${service}.module.js`, import.meta.url).href)) as Record<
    string,
    Type | undefined
  >;
  const module = loaded[`${pascal(service)}Module`];
  if (!module) throw new Error(`services/${service}/src/${service}.module.ts exports no ${pascal(service)}Module`);
  return module;
}
