import type { ResourceDifference } from '../core/state-admin/compare-states.js';
import type { Forgotten } from '../core/state-admin/forget-resources.js';
import type { ListedResource } from '../core/state-admin/listed-resources.js';
import type { Pushed } from '../core/state-admin/push-state.js';
import type { Restored, RestorePreview } from '../core/state-admin/restore-state.js';
import { diffView } from './diff-view.js';
import { count, type Style } from './style.js';

/** What the cloud has is known only after it was looked at. */
const NEXT = '  next       panka plan --refresh   # compares the state with the cloud, and both with the manifests';

/** What a restore would change, before it is asked for. */
export function restorePreviewView({ difference, unreadable, forgotten }: RestorePreview, style: Style): string {
  const lines = [diffView(difference, style)];
  for (const { unit, why } of unreadable)
    lines.push(style('yellow', `What unit "${unit}" has now cannot be read: ${why}`));
  for (const { urn, step } of forgotten)
    lines.push(style('red', `Forgotten: ${step} ${urn} was begun, and may be done`));
  lines.push('', 'Only the state changes: nothing is made, changed or deleted in the cloud.');
  return lines.join('\n');
}

export function restoredView({ restored, serial }: Restored): string {
  return `The state of serial ${restored} is the present one again, as serial ${serial}.\n${NEXT}`;
}

/** What would be forgotten, before it is asked for. */
export function forgetPreviewView(resources: readonly ListedResource[], style: Style): string {
  const lines = resources.map(({ name, type, id, pending }) => {
    const step = pending === undefined ? '' : style('yellow', ` (${pending} was begun)`);
    return `  ${style('red', '-')} ${style('bold', name)} ${style('dim', `${type}  ${id ?? ''}`)}${step}`;
  });
  const what = `${count(resources.length, 'resource')} will be forgotten. They stay in the cloud, and nobody looks after them:`;
  return [what, ...lines].join('\n');
}

export function forgottenView({ forgotten, serial }: Forgotten): string {
  return `${count(forgotten.length, 'resource')} forgotten, state serial ${serial}.\n${NEXT}`;
}

/** What a pushed file would change, before it is asked for. */
export function pushPreviewView(resources: readonly ResourceDifference[], style: Style): string {
  const parts = { manifests: [], plugins: [], outputs: [], incomplete: [], from: 0, to: 0 };
  const text = diffView({ ...parts, resources }, style)
    .split('\n')
    .slice(1)
    .join('\n');
  const what = resources.length === 0 ? 'No resource differs, only other parts of the file.' : 'The state will change:';
  return `${what}${text}\n\nNothing is made, changed or deleted in the cloud.`;
}

export function pushedView({ outcome, unit, serial }: Pushed): string {
  if (outcome === 'nothing-to-do') return `The state of ${unit} is what the file holds: nothing was changed.`;
  return `The file is the state of ${unit} now, as serial ${serial}.\n${NEXT}`;
}
