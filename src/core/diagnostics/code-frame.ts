import type { SourceLocation } from './diagnostic.js';
import { maskSecrets } from './mask-secrets.js';

/** The lines around a place, as data: the user interface draws the margin, the marker and the colours. */
export interface CodeFrame {
  readonly lines: readonly { readonly number: number; readonly text: string; readonly marked: boolean }[];
  /** Where the marker stands in the marked line: column from 1 and length in characters. */
  readonly marker: { readonly column: number; readonly length: number };
}

export interface CodeFrameOptions {
  /** Lines shown before and after the marked one. Default 2. */
  readonly context?: number;
  /** Characters shown of a line; the rest is cut to `…`. Default 160. */
  readonly width?: number;
}

/** Cuts the frame around a location out of a file's text, secrets masked. Tabs count as one column and are shown as one space. */
export function codeFrame(text: string, location: SourceLocation, options: CodeFrameOptions = {}): CodeFrame {
  const { context = 2, width = 160 } = options;
  const all = text.split(/\r\n|\r|\n/);
  const line = Math.min(Math.max(location.line, 1), all.length);
  const first = Math.max(1, line - context);
  const last = Math.min(all.length, line + context);
  const marked = all[line - 1] ?? '';
  const start = Math.max(0, location.column - Math.floor(width / 2));
  const from = location.column > width ? start : 0;
  const shown = maskSecrets(all.slice(first - 1, last));
  const lines = shown.map((one, index) => ({
    number: first + index,
    text: cut(one, from, width),
    marked: first + index === line,
  }));
  const length = tokenLength(marked, location.column - 1);
  return { lines, marker: { column: location.column - from + (from > 0 ? 1 : 0), length: Math.min(length, width) } };
}

function cut(line: string, from: number, width: number): string {
  const shown = line.slice(from, from + width).replaceAll('\t', ' ');
  return (from > 0 ? '…' : '') + shown + (line.length > from + width ? '…' : '');
}

/** Length of the word, quoted text or rest that begins at an offset. */
function tokenLength(line: string, offset: number): number {
  const rest = line.slice(offset);
  const quoted = /^"(?:[^"\\]|\\.)*"|^'(?:[^']|'')*'/.exec(rest);
  if (quoted) return quoted[0].length;
  const variable = /^\$\{[^}]*\}/.exec(rest);
  if (variable) return variable[0].length;
  const word = /^[^\s:,[\]{}#]+/.exec(rest);
  return Math.max(1, word?.[0].length ?? 1);
}
