// A device signs what it captured at the moment of capture, so that nobody between it and the log can write attendance.
import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { canonicalJson } from '@libs/event-store';

/** Off the main thread: five hundred of them would hold up everybody else. */
const verified = promisify<null, Buffer, KeyObject, Buffer, boolean>(verify);

export type Sealed = { readonly signature: string };

export const sealedText = (deviceId: string, capture: Sealed): string => canonicalJson({ ...capture, deviceId, signature: undefined });

export const keyFrom = (publicKey: string): KeyObject =>
  createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });

export const isSealed = (key: KeyObject, deviceId: string, capture: Sealed): Promise<boolean> =>
  verified(null, Buffer.from(sealedText(deviceId, capture)), key, Buffer.from(capture.signature, 'base64url'));
