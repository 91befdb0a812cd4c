import type { PropertyChange } from '../engine/deployment-engine.js';
import { specChanges } from './spec-changes.js';

/**
 * A change of a text that holds JSON (container definitions, policies) as changes of what it holds, so that a plan shows the
 * one line that differs. Others come back as they are.
 */
export function insideJson(change: PropertyChange): readonly PropertyChange[] {
  const [before, after] = [heldJson(change.before), heldJson(change.after)];
  if (before === undefined || after === undefined) return [change];
  const inner = specChanges({ before, after });
  if (inner.length === 0) return [change];
  return inner.map(({ path, before: from, after: to }) => ({
    ...change,
    path: `${change.path}${path.replaceAll(/\/(\d+)(?=\/|$)/g, '[$1]').replaceAll('/', '.')}`,
    before: from === undefined ? undefined : JSON.stringify(from),
    after: to === undefined ? undefined : JSON.stringify(to),
  }));
}

/** `"[{\"name\":…}]"` → the list. Undefined for anything but a JSON text of an object or a list. */
function heldJson(text: string | undefined): unknown {
  if (text === undefined || !/^"\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(JSON.parse(text) as string);
  } catch {
    return undefined;
  }
}
