const UNIT_SECONDS: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 0.001,
  us: 0.000001,
  µs: 0.000001,
  ns: 0.000000001,
};

/** Seconds of a duration in Pulumi's notation: `90s`, `1h30m`, `1.5h`. Undefined when empty; throws on anything else. */
export function secondsOf(text: string): number | undefined {
  if (text === '') return undefined;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(h|ms|us|µs|ns|m|s)/g)];
  if (parts.length === 0 || parts.map(([all]) => all).join('') !== text) {
    throw new Error(`'${text}' is not a duration such as '10m' or '1h30m'`);
  }
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * (UNIT_SECONDS[unit as string] ?? 0), 0);
}
