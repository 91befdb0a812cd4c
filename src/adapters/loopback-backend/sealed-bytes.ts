import type { SecretSealer } from '../../core/state/secret-sealer.js';

/** Stands before plain texts that were bytes and no text; neither JSON nor a password begins so. */
const BYTES = '\u0000base64:';

/**
 * Seals what the CLI sends: the JSON of a property's value and configuration as text, so that the embedded engine reads the
 * same secrets, and the key of the CLI's log file, which is no text, as base64.
 */
export function sealBytes(secrets: SecretSealer, plaintext: string): string {
  const bytes = Buffer.from(plaintext, 'base64');
  const text = bytes.toString('utf8');
  const isText = !text.startsWith(BYTES) && Buffer.from(text, 'utf8').equals(bytes);
  return secrets.seal(isText ? text : BYTES + bytes.toString('base64'));
}

/** Base64 of what was sealed. */
export function openBytes(secrets: SecretSealer, ciphertext: string): string {
  const text = secrets.open(ciphertext);
  return text.startsWith(BYTES) ? text.slice(BYTES.length) : Buffer.from(text, 'utf8').toString('base64');
}
