/** Endings of names whose values are secrets: `DB_PASSWORD`, `apiKey`, `stripe-token`. Not `TOKEN_URL`, `SECRET_ARN`, `passwordSecret`. */
const SECRET =
  /(^|[^a-z])(pass(word|wd|phrase)?|pwd|secret|token|credentials?|(api|private|access|secret|signing|encryption)[_-]?key)$/i;
const CAMEL = /(Pass(word|wd|phrase)|Secret|Token|Credentials?|(Api|Private|Access|Secret|Signing|Encryption)Key)$/;

/** True if a value under this name has to be taken for a secret. */
export function isSecretName(name: string): boolean {
  return SECRET.test(name) || CAMEL.test(name);
}

/** Formats that give a secret away by themselves. Source: the services' documentation of their key formats. */
const KNOWN = [
  /\bAKIA[0-9A-Z]{16}\b/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\bgh[pousr]_[A-Za-z0-9]{30,}/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  /\bsk_live_[A-Za-z0-9]{16,}/,
  /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\./,
  /\/\/[^/\s:@]+:[^/\s:@]+@/,
];

/** True if a text is a key or token by its format, or by looking like random characters. */
export function looksSecret(text: string): boolean {
  return KNOWN.some((format) => format.test(text)) || isRandom(text);
}

/** Long, without structure, and with more than four bits a character: hexadecimal digests stay below. */
function isRandom(text: string): boolean {
  if (text.length < 24 || text.length > 512 || !/^[A-Za-z0-9+/=_-]+$/.test(text)) return false;
  if (!/[a-z]/.test(text) || !/[A-Z]/.test(text) || !/[0-9]/.test(text)) return false;
  return entropy(text) > 4.2;
}

/** Shannon entropy in bits a character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
