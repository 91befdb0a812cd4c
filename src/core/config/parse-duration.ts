import { EXIT, PankaError } from '../diagnostics/panka-error.js';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of `30s`, `5m`, `1h`, `250ms`. Throws InvalidDuration. */
export function parseDuration(text: string): number {
  const match = /^(\d+)(ms|s|m|h)$/.exec(text.trim());
  if (match?.[1] === undefined || match[2] === undefined) throw invalidDuration(text);
  return Number(match[1]) * (UNITS[match[2]] ?? 1000);
}

function invalidDuration(text: string): PankaError {
  return new PankaError({
    code: 'InvalidDuration',
    message: `"${text}" is not a time such as 30s, 5m or 1h`,
    suggestions: ['--lock-timeout 5m'],
    exitCode: EXIT.input,
  });
}
