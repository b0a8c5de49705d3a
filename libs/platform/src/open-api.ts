// The contract of one service over HTTP, from what its routes and their classes say of themselves.
import { ParseIntPipe, ParseUUIDPipe } from '@nestjs/common';
import { expectedVersionPattern, idempotencyKeyPattern } from './command-of';
import { longestParameter } from './problem-filter';
import type { Route, RouteParameter } from './routes';
import { type Schema, Schemas, schemaOf } from './schemas';

export type OpenApi = {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string };
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

const uuid: Schema = { type: 'string', format: 'uuid' };
const segment: Schema = { type: 'string', minLength: 1, maxLength: longestParameter, pattern: '^[A-Za-z0-9._-]+$' };
const whole: Schema = { type: 'integer' };

const texts: Schema = {
  type: 'object',
  required: ['zh', 'en'],
  properties: { zh: { type: 'string' }, en: { type: 'string' } },
  additionalProperties: false,
};

const fieldError: Schema = {
  type: 'object',
  required: ['in', 'pointer', 'code', 'detail', 'texts'],
  properties: {
    in: { enum: ['body', 'path', 'query', 'header'] },
    pointer: { type: 'string' },
    code: { type: 'string' },
    detail: { type: 'string' },
    texts,
  },
  additionalProperties: false,
};

const problem: Schema = {
  type: 'object',
  description: 'RFC 9457. `code` is stable; `detail` is in the language of Accept-Language, `texts` has both.',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'texts', 'values'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    code: { type: 'string', pattern: '^[A-Z][A-Z0-9_]*$' },
    texts,
    values: { type: 'object' },
    errors: { type: 'array', items: fieldError },
  },
  additionalProperties: false,
};

const problemNames: Readonly<Record<number, string>> = {
  400: 'The input is not valid',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found, or not to be seen',
  409: 'Refused by a rule, or not there yet',
  412: 'Changed since it was seen',
  413: 'Too large',
  414: 'The address is too long',
  415: 'Not JSON',
  422: 'The key was used for another input',
  429: 'Too many requests',
  503: 'Not available for now',
};

const isCommand = ({ method }: Route): boolean => method !== 'GET';

function problemsOf(route: Route): Record<string, unknown> {
  const statuses = [
    400,
    ...(route.policy?.public ? [] : [401, 403]),
    404,
    409,
    414,
    ...(isCommand(route) ? [413, 415, 422] : []),
    ...(route.takesVersion ? [412] : []),
    429,
    503,
  ];
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(statuses.map((status) => [String(status), { description: problemNames[status] ?? '', content }]));
}

function schemaOfParameter({ pipes }: RouteParameter): Schema {
  const has = (type: typeof ParseUUIDPipe | typeof ParseIntPipe) => pipes.some((pipe) => pipe === type || pipe instanceof type);
  if (has(ParseUUIDPipe)) return uuid;
  return has(ParseIntPipe) ? whole : segment;
}

function parametersOf(route: Route): readonly unknown[] {
  const names = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
  const inPath = names.map((name) => {
    const parameter = route.parameters.find((candidate) => candidate.name === name);
    return { name, in: 'path', required: true, schema: schemaOfParameter(parameter ?? { name, pipes: [] }) };
  });
  const key = { name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', pattern: idempotencyKeyPattern } };
  const seen = {
    name: 'If-Match',
    in: 'header',
    required: false,
    description: 'The version seen',
    schema: { type: 'string', pattern: expectedVersionPattern },
  };
  return [...inPath, ...queryOf(route), ...(route.takesCommand ? [key] : []), ...(route.takesVersion ? [seen] : [])];
}

function queryOf({ query }: Route): readonly unknown[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(query) as {
    readonly properties?: Record<string, Schema>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }));
}

/** Where an answer has the id that other routes have in their path, it says so: whoever has made something can go on with it. */
function linksOf(service: string, { answers, handler, method }: Route, routes: readonly Route[]): Record<string, unknown> {
  if (answers === undefined || method === 'GET') return {};
  const fields = Object.keys((schemaOf(answers.view)['properties'] ?? {}) as object);
  const next = routes.flatMap((route) =>
    fields.filter((field) => route.path.split('/').includes(`:${field}`)).map((field) => ({ route, field })),
  );
  const links = next
    .filter(({ route }) => route.handler !== handler)
    .map(({ route, field }) => [
      route.handler,
      { operationId: `${service}.${route.handler}`, parameters: { [field]: `$response.body#/${field}` } },
    ]);
  return links.length > 0 ? { links: Object.fromEntries(links) as Record<string, unknown> } : {};
}

function successOf(service: string, route: Route, schemas: Schemas, routes: readonly Route[]): Record<string, unknown> {
  const status = route.answers?.status ?? route.status;
  if (route.answers === undefined) return { [status]: { description: 'Done' } };
  const item = schemas.refTo(route.answers.view);
  const schema = route.answers.list ? { type: 'array', items: item } : item;
  return { [status]: { description: 'Done', content: { 'application/json': { schema } }, ...linksOf(service, route, routes) } };
}

function bodyOf({ body }: Route, schemas: Schemas): Record<string, unknown> {
  if (body === undefined) return {};
  return { requestBody: { required: true, content: { 'application/json': { schema: schemas.refTo(body) } } } };
}

function operationOf(service: string, route: Route, schemas: Schemas, routes: readonly Route[]): Record<string, unknown> {
  const roles = route.policy && !route.policy.public ? route.policy.roles : [];
  return {
    operationId: `${service}.${route.handler}`,
    tags: [service],
    ...(roles.length > 0 && { description: `For: ${roles.join(', ')}.` }),
    security: route.policy?.public ? [] : [{ bearer: [] }],
    parameters: parametersOf(route),
    ...bodyOf(route, schemas),
    responses: { ...successOf(service, route, schemas, routes), ...problemsOf(route) },
  };
}

export function openApiOf(service: string, routes: readonly Route[]): OpenApi {
  const schemas = new Schemas();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = `/api/${service}${route.path === '/' ? '' : route.path.replace(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(service, route, schemas, routes) };
  }
  return {
    openapi: '3.1.0',
    info: { title: `Xunbu ${service}`, version: '0.1.0' },
    tags: [{ name: service }],
    paths,
    components: {
      schemas: { ...schemas.all(), Problem: problem },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}
