import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** Colours for one stream: text as it is where that is a pipe or NO_COLOR is set. Source of the rule: no-color.org. */
export type Style = (format: Format, text: string) => string;

export function styleFor(stream: { isTTY?: boolean }, env = process.env): Style {
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '' && env.FORCE_COLOR !== '0';
  const colours = forced || (stream.isTTY === true && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb');
  return colours ? (format, text) => styleText(format, text) : (_format, text) => text;
}

/** `840 ms`, `2.4 s`, `3 min 12 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** `1 component`, `3 components`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
