import type { KeptObject, StateVersion, StateVersions } from '../core/state-admin/state-versions.js';
import { count, type Style } from './style.js';

/** The serials of a state as text, newest first. */
export function stateHistoryView({ versions, objects, damage }: StateVersions, style: Style): string {
  const lines = versions.map((version) => versionLine(version, style));
  if (versions.length === 0) lines.push('No state is known.');
  lines.push(...objects.map((object) => style('dim', objectLine(object))));
  if (damage !== undefined)
    lines.push(style('red', `The present state cannot be read: ${damage}`), 'try: panka state repair');
  else if (versions.some(({ kept, current }) => kept && !current))
    lines.push(style('dim', 'panka diff --from SERIAL    panka state restore --serial SERIAL'));
  return lines.join('\n');
}

function objectLine({ object, place, versions }: KeptObject): string {
  const older = versions.filter(({ isCurrent }) => !isCurrent);
  return `${object}: ${count(older.length, 'older version')} kept, back to ${older.at(-1)?.at ?? ''}  ${place}`;
}

function versionLine({ serial, at = '', status = '', command, by, current, kept }: StateVersion, style: Style): string {
  const what = command === undefined ? 'written while an interrupted run was finished' : `${command} by ${by}`;
  const notes = [current ? style('green', 'current') : undefined, kept ? undefined : style('yellow', 'not kept')];
  const marked = notes.filter((note) => note !== undefined).join(', ');
  return `${style('bold', String(serial).padStart(4))}  ${at.padEnd(24)}  ${status.padEnd(11)}  ${what}  ${marked}`;
}
