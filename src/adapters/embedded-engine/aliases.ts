import { makeUrn, parseUrn } from '../../core/engine/urn.js';
import type { DeploymentRun } from './deployment-run.js';
import { aliasTaken } from './errors.js';
import type { KnownResource } from './known-resource.js';
import type { AliasGoal, ResourceGoal } from './resource-goal.js';

type Named = Pick<ResourceGoal, 'name' | 'type' | 'parent' | 'aliases'>;

/** The resource of the base that a declared one continues, by its URN or else by the first alias that is there. */
export function findPredecessor(run: DeploymentRun, urn: string, goal: Named): KnownResource | undefined {
  const own = run.base.live(urn);
  if (own) {
    const by = run.claimed.get(own);
    if (by !== undefined) throw aliasTaken(urn, urn, by);
    return own;
  }
  if (run.base.all.length === 0) return undefined;
  for (const alias of aliasUrns(run, goal)) {
    const old = run.base.live(alias);
    if (!old) continue;
    const by = run.claimed.get(old) ?? (run.declared.has(alias) ? alias : undefined);
    if (by !== undefined && by !== urn) throw aliasTaken(urn, alias, by);
    run.aliasOf.set(urn, alias);
    return old;
  }
  return undefined;
}

/** Every URN that the resource may have had: its own aliases, and each of them below the alias that its parent used. */
function aliasUrns(run: DeploymentRun, goal: Named): Set<string> {
  const own = goal.aliases.map((alias) => aliasUrn(run, goal, alias));
  const parentAlias = goal.parent === undefined ? undefined : run.aliasOf.get(goal.parent);
  if (goal.parent === undefined || parentAlias === undefined) return new Set(own);
  const names = [{ type: goal.type, name: goal.name }, ...own.map(parseUrn)];
  const parent = { before: parentAlias, now: parseUrn(goal.parent).name };
  return new Set([...own, ...names.map((named) => inheritedAlias(run, named, parent))]);
}

function aliasUrn(run: DeploymentRun, goal: Named, alias: AliasGoal): string {
  if (alias.urn !== undefined) return alias.urn;
  const named = alias.parent === undefined ? goal.parent : (run.aliasOf.get(alias.parent) ?? alias.parent);
  return makeUrn({
    stack: alias.stack ?? run.unit.stack,
    project: alias.project ?? run.unit.project,
    parent: alias.noParent ? undefined : named,
    type: alias.type ?? goal.type,
    name: alias.name ?? goal.name,
  });
}

/** Children are often named `<parent>-<rest>`: such a name changed together with the parent's. */
function inheritedAlias(
  run: DeploymentRun,
  child: { readonly type: string; readonly name: string },
  parent: { readonly before: string; readonly now: string },
): string {
  const follows = child.name.startsWith(parent.now);
  const name = follows ? parseUrn(parent.before).name + child.name.slice(parent.now.length) : child.name;
  return makeUrn({ ...run.unit, parent: parent.before, type: child.type, name });
}
