import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export type LogLine = Readonly<Record<string, unknown>>;

/** The lines that `--log-file` has written so far. A line that is being written is left out. */
export function logLines(file: string): LogLine[] {
  if (!existsSync(file)) return [];
  const whole = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return whole.map((line) => JSON.parse(line) as LogLine);
}

/** Waits until a run has come to a point: a line of its log holds these fields. */
export async function untilLogged(file: string, fields: LogLine): Promise<void> {
  const fits = (line: LogLine) => Object.entries(fields).every(([key, value]) => line[key] === value);
  while (!logLines(file).some(fits)) await sleep(20);
}
