// What the services announced since the start, as supervision heard it: a cause before its effect, one log in its own order.
import { onlooker, operator, type Scene } from './scene';

export type Heard = { readonly id: string; readonly type: string; readonly log: string; readonly seq: number; readonly data: unknown };

export async function announcedFacts({ api }: Scene): Promise<readonly Heard[]> {
  const heard: Heard[] = [];
  for (let after: number | undefined = 0; after !== undefined;) {
    const page: { readonly items: readonly Heard[]; readonly next?: number } = await api.get(
      onlooker,
      `supervision/facts?order=happened&limit=1000&after=${after}`,
    );
    heard.push(...page.items);
    after = page.next;
  }
  return heard;
}

/** The broker delivers the latest such fact again, to every service that may listen. */
export async function redeliver(scene: Scene, type: string, times: number): Promise<void> {
  const latest = (await announcedFacts(scene)).findLast((fact) => fact.type === type);
  if (!latest) throw new Error(`no ${type} was announced yet`);
  const { log, seq } = latest;
  const announcer = scene.api.services.find((service) => log === service || log.startsWith(`${service}-`) || log.startsWith(`${service}/`));
  if (announcer === undefined) throw new Error(`nobody writes the log ${log}`);
  const groups = scene.api.services.filter((service) => service !== announcer);
  for (let time = 0; time < times; time += 1)
    for (const group of groups)
      await scene.api.post(`${announcer}/operations/republications`, { as: operator, body: { group, log, from: seq, to: seq } });
}
