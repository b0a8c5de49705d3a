export type Evidence = { readonly name: string; readonly sha256: string; readonly bytes: number };

const longestName = 200;

export async function digestOf(file: File): Promise<Evidence> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  const sha256 = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { name: file.name.slice(0, longestName), sha256, bytes: file.size };
}
