// Every route of an application as its decorators describe it: what the guard, the house rules and the OpenAPI all read.
import { type PipeTransform, RequestMethod, type Type } from '@nestjs/common';
import { HTTP_CODE_METADATA, METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA, RouteParamtypes } from '@nestjs/common/internal';
import type { ModulesContainer } from '@nestjs/core';
import { type AnswerShape, type Policy, answersKey, takesCommandKey, takesVersionKey, withoutCommandKey } from './allow';
import { BootError } from './configuration';
import { policyOf } from './guard';

export type RouteParameter = { readonly name: string; readonly pipes: readonly (Type<PipeTransform> | PipeTransform)[] };

export type Route = {
  readonly controller: string;
  readonly handler: string;
  readonly method: string;
  /** Below the service's prefix, with `:name` for parameters. */
  readonly path: string;
  readonly policy: Policy | undefined;
  readonly takesCommand: boolean;
  readonly takesVersion: boolean;
  readonly changesNothing: boolean;
  readonly answers: AnswerShape | undefined;
  readonly status: number;
  readonly body: Type | undefined;
  readonly query: Type | undefined;
  readonly parameters: readonly RouteParameter[];
};

type Argument = { readonly data?: unknown; readonly pipes?: RouteParameter['pipes']; readonly index: number };

const joined = (...parts: readonly string[]): string =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;
const asArray = (value: string | readonly string[] | undefined): readonly string[] =>
  typeof value === 'string' ? [value] : (value ?? ['']);

function argumentsOf(controller: Type, handler: string) {
  const stored = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler) ?? {}) as Record<string, Argument>;
  const types = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, handler) ?? []) as readonly Type[];
  const of = (kind: RouteParamtypes) =>
    Object.entries(stored)
      .filter(([key]) => key.startsWith(`${kind}:`))
      .map(([, argument]) => argument);
  const wholeType = (kind: RouteParamtypes) => {
    const whole = of(kind).find(({ data }) => data === undefined);
    return whole && types[whole.index];
  };
  return {
    body: wholeType(RouteParamtypes.BODY),
    query: wholeType(RouteParamtypes.QUERY),
    parameters: of(RouteParamtypes.PARAM).flatMap(({ data, pipes }) =>
      typeof data === 'string' ? [{ name: data, pipes: pipes ?? [] }] : [],
    ),
  };
}

function routesOfController(controller: Type): readonly Route[] {
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = Object.getOwnPropertyDescriptor(prototype, name)?.value as unknown;
    if (name === 'constructor' || typeof handler !== 'function' || !Reflect.hasMetadata(PATH_METADATA, handler)) return [];
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number] ?? 'GET';
    const bases = asArray(Reflect.getMetadata(PATH_METADATA, controller) as string | undefined);
    const paths = asArray(Reflect.getMetadata(PATH_METADATA, handler) as string | undefined);
    const described = {
      controller: controller.name,
      handler: name,
      method,
      policy: policyOf(handler, controller),
      takesCommand: Reflect.getMetadata(takesCommandKey, prototype, name) === true,
      takesVersion: Reflect.getMetadata(takesVersionKey, prototype, name) === true,
      changesNothing: Reflect.getMetadata(withoutCommandKey, handler) === true,
      answers: Reflect.getMetadata(answersKey, handler) as AnswerShape | undefined,
      status: (Reflect.getMetadata(HTTP_CODE_METADATA, handler) as number | undefined) ?? (method === 'POST' ? 201 : 200),
      ...argumentsOf(controller, name),
    };
    return bases.flatMap((base) => paths.map((path) => ({ ...described, path: joined(base, path) })));
  });
}

const routesOfControllers = (controllers: readonly unknown[]): readonly Route[] =>
  controllers.flatMap((controller) => (typeof controller === 'function' ? routesOfController(controller as Type) : []));

export function routesOf(modules: ModulesContainer): readonly Route[] {
  return routesOfControllers([...modules.values()].flatMap((module) => [...module.controllers.values()].map(({ metatype }) => metatype)));
}

/** The routes that a module names itself, without starting it. */
export const routesNamedBy = (module: Type): readonly Route[] =>
  routesOfControllers((Reflect.getMetadata('controllers', module) ?? []) as readonly unknown[]);

/** Nothing is served that does not say who may call it, and nothing changes without a command's name. */
export function checkRoutes(routes: readonly Route[]): void {
  const named = (route: Route) => `${route.controller}.${route.handler} (${route.method} ${route.path})`;
  const unguarded = routes
    .filter(({ policy }) => policy === undefined)
    .map((route) => `  ${named(route)} says neither @Allow(…) nor @Public().`);
  const unnamed = routes
    .filter(({ method, takesCommand, changesNothing }) => method !== 'GET' && !takesCommand && !changesNothing)
    .map((route) => `  ${named(route)} takes no @CommandOf() and does not say @ChangesNothing().`);
  const wrong = [...unguarded, ...unnamed];
  if (wrong.length > 0) throw new BootError(`These routes may not be served:\n${wrong.join('\n')}`);
}
