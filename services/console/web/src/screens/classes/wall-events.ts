// What comes over the line of a wall.
export type Capture = {
  readonly sessionId: string;
  readonly personId: string;
  readonly direction: 'IN' | 'OUT';
  readonly deviceAt: string;
  readonly receivedAt: string;
  readonly face: string;
  readonly flags: readonly string[];
  readonly faceAccepted: boolean;
};

export type WallEvent = { readonly id: string; readonly capture: Capture };

/** Events out of pieces of text as they arrive: what is not complete yet is kept for the next piece. */
export function eventReader(): (piece: string) => readonly WallEvent[] {
  let kept = '';
  return (piece) => {
    const blocks = (kept + piece).split('\n\n');
    kept = blocks.pop() ?? '';
    return blocks.flatMap((block) => {
      const line = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1];
      const [id, event, data] = [line('id'), line('event'), line('data')];
      return id !== undefined && event === 'capture' && data !== undefined ? [{ id, capture: JSON.parse(data) as Capture }] : [];
    });
  };
}
