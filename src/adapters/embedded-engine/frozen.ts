import { referencesOf } from '../../core/engine/resource-references.js';
import { recordOf } from './anchor.js';
import type { DeploymentRun } from './deployment-run.js';
import { frozenByUntargeted } from './errors.js';
import type { KnownResource } from './known-resource.js';
import { announce, stepEvent } from './step-events.js';

/** A deployed resource outside of the targets: stays as it is, and so does what it depends on, unless that is done already. */
export async function keepUntargeted(run: DeploymentRun, old: KnownResource): Promise<KnownResource> {
  const seen = new Set<KnownResource>([old]);
  for (const resource of seen) {
    for (const { urn } of referencesOf(resource.state)) {
      const needed = recordOf(run, urn);
      if (needed && needed.origin.kind === 'base' && !seen.has(needed)) seen.add(needed);
    }
  }
  seen.delete(old);
  for (const needed of seen) await freeze(run, needed);
  announce(run, stepEvent('same', old.state));
  return old;
}

async function freeze(run: DeploymentRun, needed: KnownResource): Promise<void> {
  if (run.current.get(needed.urn) === needed) return;
  // One that is being changed already is waited for; it waits for nobody. Any other sees that it may not change.
  if (run.changing.has(needed)) await Promise.allSettled([run.inProgress.get(needed)]);
  else run.frozen.add(needed);
}

/** The last moment before a resource of the base is changed: refuses if something untargeted has come to rely on it. */
export function startChanging(run: DeploymentRun, old: KnownResource): void {
  if (run.frozen.has(old)) throw frozenByUntargeted(old.urn);
  run.changing.add(old);
}
