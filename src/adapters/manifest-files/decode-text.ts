import { isUtf8 } from 'node:buffer';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.js';
import { binaryFile, notUtf8 } from './file-problems.js';

/** The text of a file without its byte order mark, or why it is none. */
export function decodeText(path: string, bytes: Buffer): string | Diagnostic {
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) return notUtf8(path);
  if (bytes.includes(0)) return binaryFile(path);
  if (!isUtf8(bytes)) return looksBinary(bytes) ? binaryFile(path) : notUtf8(path);
  return withoutMark(bytes.toString('utf8'));
}

export function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** Text in an old encoding has few control characters; images and archives have many. */
function looksBinary(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 8192);
  let control = 0;
  for (const byte of head) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) control++;
  return control * 20 > head.length;
}

function startsWith(bytes: Buffer, first: number, second: number): boolean {
  return bytes[0] === first && bytes[1] === second;
}
