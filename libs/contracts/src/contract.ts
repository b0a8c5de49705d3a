import 'reflect-metadata';

/**
 * A public fact: a class whose fields class-validator checks at both ends, and the name under which it travels: `<service>.<what-happened>.v<version>`.
 * A contract so frequent that it would hold up its service's other facts names a `topic` of its own.
 */
export type Contract<Data extends object = object> = { new (): Data; readonly type: string; readonly topic?: string };
