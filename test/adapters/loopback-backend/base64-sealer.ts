import type { SecretSealer } from '../../../src/core/state/secret-sealer.js';

/** Reversible, visibly not the plain text, and base64 as the interface promises. */
export const base64Sealer: SecretSealer = {
  seal: (text) => Buffer.from(Buffer.from(text, 'utf8').map((byte) => byte ^ 0x5a)).toString('base64'),
  open: (sealed) => Buffer.from(Buffer.from(sealed, 'base64').map((byte) => byte ^ 0x5a)).toString('utf8'),
};
