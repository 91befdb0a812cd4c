import { invalidSince } from './errors.js';

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };

/** Unix milliseconds of `24h` or `7d` ago, or of an ISO date or time. Throws InvalidSince. */
export function parseSince(text: string, now: number): number {
  const [, amount, unit] = /^(\d+)([mhdw])$/.exec(text.trim()) ?? [];
  if (amount !== undefined && unit !== undefined) return now - Number(amount) * (UNITS[unit] ?? 0);
  const time = /^\d{4}-\d\d-\d\d/.test(text.trim()) ? Date.parse(text.trim()) : Number.NaN;
  if (Number.isNaN(time)) throw invalidSince(text);
  return time;
}
