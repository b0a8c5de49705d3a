// The sign-in device of an institution: it signs each capture with a key of its own and sends them in batches.
import { canonicalJson } from '@libs/event-store';
import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { type Api, each } from './api';
import type { LaidCapture } from './laid-out';
import { asOrganisation, type Organisation, type Person } from './scene';

const most = 500;

export type Taken = { readonly capture: LaidCapture; readonly sessionId: string; readonly person: Person };
type Answered = { readonly captures: readonly { readonly captureId: string; readonly outcome: string; readonly code?: string }[] };

export class Device {
  #counter = 0;

  private constructor(
    private readonly api: Api,
    private readonly owner: Organisation,
    private readonly deviceId: string,
    private readonly key: KeyObject,
  ) {}

  static async register(api: Api, owner: Organisation): Promise<Device> {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const { deviceId } = await api.post<{ readonly deviceId: string }>('attendance/devices', {
      as: asOrganisation(owner),
      body: {
        name: '教学楼门口考勤机',
        region: owner.region,
        publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      },
    });
    return new Device(api, owner, deviceId, privateKey);
  }

  async send(taken: readonly Taken[]): Promise<void> {
    const signed = taken.map((one) => this.#signed(one));
    const batches = Array.from({ length: Math.ceil(signed.length / most) }, (_, place) => signed.slice(place * most, (place + 1) * most));
    await each(batches, async (captures) => {
      const answer = await this.api.post<Answered>(`attendance/devices/${this.deviceId}/captures`, {
        as: asOrganisation(this.owner),
        body: { captures },
      });
      const refused = answer.captures.find(({ outcome }) => outcome !== 'ACCEPTED');
      if (refused) throw new Error(`a capture was answered ${refused.outcome} ${refused.code ?? ''}`);
    });
  }

  #signed({ capture, sessionId, person }: Taken): object {
    this.#counter += 1;
    const { at, direction, latitude, longitude, faceScore } = capture;
    const captureId = randomUUID();
    const unsigned = {
      captureId,
      sessionId,
      personId: person.personId,
      direction,
      counter: this.#counter,
      deviceAt: at,
      latitude,
      longitude,
      faceScore,
      captureDigest: createHash('sha256').update(captureId).digest('hex'),
    };
    const text = canonicalJson({ ...unsigned, deviceId: this.deviceId });
    return { ...unsigned, signature: sign(null, Buffer.from(text), this.key).toString('base64url') };
  }
}
