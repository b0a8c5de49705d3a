// What the issuer of a demo remembers of sessions and codes: in this process, and no longer than they hold. After a restart everybody signs in anew.
import { LRUCache } from 'lru-cache';
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

const mostKept = 50_000;
/** Of what has no end of its own. */
const longestMs = 12 * 60 * 60 * 1_000;
const ofGrant = (grantId: string): string => `grant/${grantId}`;
const ofUid = (uid: string): string => `uid/${uid}`;

export function issuerMemory(nowSeconds: () => number): AdapterFactory {
  const kept = new LRUCache<string, AdapterPayload>({ max: mostKept, ttlAutopurge: false });
  const names = new LRUCache<string, string>({ max: mostKept });
  const issuedUnder = new LRUCache<string, Set<string>>({ max: mostKept });

  return (model: string): Adapter => {
    const place = (id: string): string => `${model}/${id}`;
    const find = async (id: string): Promise<AdapterPayload | undefined> => kept.get(place(id));
    return {
      find,
      upsert: async (id, payload, seconds = 0) => {
        kept.set(place(id), payload, { ttl: seconds * 1_000 || longestMs });
        if (payload.uid !== undefined) names.set(ofUid(payload.uid), id);
        if (payload.grantId !== undefined) {
          const issued = issuedUnder.get(ofGrant(payload.grantId)) ?? new Set();
          issuedUnder.set(ofGrant(payload.grantId), issued.add(place(id)));
        }
      },
      findByUid: async (uid) => {
        const id = names.get(ofUid(uid));
        return id === undefined ? undefined : find(id);
      },
      // Only devices without a keyboard have such codes, and we know none.
      findByUserCode: async () => undefined,
      consume: async (id) => {
        const payload = kept.get(place(id));
        if (payload) payload['consumed'] = nowSeconds();
      },
      destroy: async (id) => void kept.delete(place(id)),
      revokeByGrantId: async (grantId) => {
        for (const each of issuedUnder.get(ofGrant(grantId)) ?? []) kept.delete(each);
        issuedUnder.delete(ofGrant(grantId));
      },
    };
  };
}
