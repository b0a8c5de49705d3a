// A rule said no. The word is stable and public; the values go into its Chinese and English text.
export type RefusalValues = Readonly<Record<string, string | number | boolean | null>>;

export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly code: string,
    readonly values: RefusalValues = {},
  ) {
    super(code);
  }
}
