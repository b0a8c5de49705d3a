// A checkpoint as a C2SP signed note: who has put a name under which size and root. Pure; whether a signature holds is for a verifier with the keys.
export type CheckpointNote = {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  readonly signers: readonly string[];
};

export function parseNote(note: string): CheckpointNote | undefined {
  const [text = '', signatures = ''] = note.split('\n\n');
  const [origin = '', size = '', root = ''] = text.split('\n');
  if (!/^\d+$/.test(size) || root === '') return undefined;
  const signers = [...signatures.matchAll(/^— (\S+) \S+$/gm)].flatMap(([, name]) => name ?? []);
  return { origin, size: Number(size), root, signers: [...new Set(signers)] };
}

export type WitnessState = 'WITNESSED' | 'BEHIND' | 'NEVER';

export const witnessStateOf = (size: number, cosigned: number | undefined): WitnessState =>
  cosigned === undefined ? 'NEVER' : cosigned >= size ? 'WITNESSED' : 'BEHIND';
