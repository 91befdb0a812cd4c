import type { Desired } from '../execution/desired.js';
import { SHARED_ACTIONS } from './shared-actions.js';

/** Every IAM action that deploying, changing and destroying the stack takes, besides those on the bucket and table of the state. */
export function requiredActions({
  kinds,
  runtimes,
  needs,
}: Pick<Desired, 'kinds' | 'runtimes' | 'needs'>): ReadonlySet<string> {
  const actions = new Set(['sts:GetCallerIdentity', 'ec2:DescribeRegions', 'tag:GetResources']);
  for (const { definition } of kinds.values()) for (const action of definition.iamActions) actions.add(action);
  for (const { definition } of runtimes?.values() ?? [])
    for (const action of definition.iamActions) actions.add(action);
  for (const piece of needs) for (const action of SHARED_ACTIONS[piece]) actions.add(action);
  return actions;
}
