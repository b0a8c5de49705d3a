// A device's public key as somebody has it at hand, and as the service takes it.

/** PEM or bare base64, in one line or many: what is left is the base64 of the key. */
export const keyOf = (text: string): string => text.replaceAll(/-----[A-Z ]+-----/g, '').replaceAll(/\s/g, '');

// Ed25519, SubjectPublicKeyInfo in DER: these bytes come before every key of the kind.
const start = 'MCowBQYDK2VwAyEA';
const wholeKey = /^[A-Za-z0-9+/]{59}=$/;

export const isKey = (text: string): boolean => keyOf(text).startsWith(start) && wholeKey.test(keyOf(text));
