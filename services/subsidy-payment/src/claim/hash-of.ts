import { createHash } from 'node:crypto';
import { canonicalJson } from '@libs/event-store';

/** SHA-256 over the one text that a value has. */
export const hashOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value), 'utf8').digest('hex');
