import { createHash } from 'node:crypto';

/** Base64, as S3 wants it. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

/** Throws when the answer is shorter than S3 said, or not what was stored: then it is worth asking again. */
export function checkWhole(
  text: string,
  answer: { readonly ContentLength?: number; readonly ChecksumSHA256?: string },
): void {
  const length = Buffer.byteLength(text);
  if (answer.ContentLength !== undefined && answer.ContentLength !== length)
    throw incomplete(`${length} of ${answer.ContentLength} bytes arrived`);
  if (answer.ChecksumSHA256 !== undefined && answer.ChecksumSHA256 !== sha256(text))
    throw incomplete('its SHA-256 is not the one that it was stored with');
}

function incomplete(why: string): Error {
  return Object.assign(new Error(why), { name: 'IncompleteBody' });
}
