/** A public fact: a class whose fields class-validator checks at both ends, and the name under which it travels. */
export type Contract<Data extends object = object> = { new (): Data; readonly type: string };
