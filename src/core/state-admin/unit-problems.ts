import { deploymentProblems } from '../engine/deployment-integrity.js';
import type { DeploymentV3 } from '../engine/deployment-v3.js';
import { readMark } from '../state/checkpoint-mark.js';
import { digestOf } from '../state/object-snapshot-store.js';
import type { StackState } from '../state/state-store.js';
import { faultText, type InspectedObject, ofRole } from './inspect-objects.js';
import { journalProblems } from './journal-problems.js';
import type { CopySource, StateProblem } from './state-problem.js';

export interface UnitFacts {
  readonly inspected: readonly InspectedObject[];
  readonly unit: string;
  /** The head, or what can be put in its place; undefined where there is neither. */
  readonly head: StackState | undefined;
  /** Where the very checkpoint is which the head names; undefined: nowhere. */
  readonly exact: CopySource | undefined;
  /** Serials whose state is kept as a whole. */
  readonly restorable: readonly number[];
  /** For what is missing. */
  readonly place: string;
}

/** What is wrong with one unit: its checkpoint, then its journals. */
export function unitProblems(facts: UnitFacts): readonly StateProblem[] {
  const { inspected, unit, head } = facts;
  const [checkpoint] = ofRole(inspected, 'checkpoint').filter((one) => one.unit === unit);
  const pointer = head?.units[unit];
  const deployment = checkpoint?.body?.['deployment'] as DeploymentV3 | undefined;
  const applied = (deployment && readMark(deployment)?.appliedUpdate) ?? pointer?.appliedUpdate ?? 0;
  const found = checkpointProblems(facts, checkpoint, deployment);
  const broken = deployment === undefined ? [] : deploymentProblems(deployment);
  if (found.length === 0 && broken.length > 0)
    found.push({
      ...{ kind: 'deployment-broken', severity: 'error', place: checkpoint?.place ?? facts.place },
      message: `the resources contradict each other: ${broken.join('; ')}`,
      advice: restoreAdvice(facts),
    });
  for (const { resource, type } of deployment?.pending_operations ?? [])
    found.push({
      ...{ kind: 'pending', severity: 'info', place: checkpoint?.place ?? facts.place },
      message: `${type} ${resource.urn} was begun, and its end is not known`,
      advice: ['panka apply  # looks it up in the cloud and settles it'],
    });
  return [...found, ...journalProblems({ ...facts, applied, deployment })];
}

function checkpointProblems(
  facts: UnitFacts,
  checkpoint: InspectedObject | undefined,
  deployment: DeploymentV3 | undefined,
): StateProblem[] {
  const { unit, head, exact } = facts;
  const pointer = head?.units[unit];
  const place = checkpoint?.place ?? facts.place;
  const problem = (kind: StateProblem['kind'], why: string): StateProblem[] => [
    {
      ...{ kind, severity: 'error', place },
      message: `${why}; ${exact === undefined ? 'no copy of it was kept' : 'a copy of the very one that the head names was kept'}`,
      ...(exact !== undefined && { step: { do: 'put-back-checkpoint', unit, from: exact } }),
      advice: exact === undefined ? restoreAdvice(facts) : [],
    },
  ];
  if (checkpoint?.fault?.code === 'StateNewer')
    return [
      {
        kind: 'head-newer',
        severity: 'error',
        place,
        message: checkpoint.fault.message,
        advice: checkpoint.fault.suggestions,
      },
    ];
  if (checkpoint?.fault !== undefined) return problem('checkpoint-damaged', faultText(checkpoint.fault));
  if (deployment === undefined)
    return pointer === undefined || pointer.appliedUpdate === 0
      ? []
      : problem(
          'checkpoint-missing',
          `the head names update ${pointer.appliedUpdate} of "${unit}", but its checkpoint is missing`,
        );
  const mark = readMark(deployment);
  if (head === undefined || mark === undefined || pointer === undefined) return [];
  if (mark.lineage !== head.lineage)
    return problem('checkpoint-changed', `the checkpoint has lineage "${mark.lineage}", the head "${head.lineage}"`);
  if (mark.appliedUpdate < pointer.appliedUpdate)
    return problem(
      'checkpoint-changed',
      `the checkpoint is at update ${mark.appliedUpdate}, the head at ${pointer.appliedUpdate}: an old one was put there`,
    );
  if (
    mark.appliedUpdate === pointer.appliedUpdate &&
    pointer.checkpoint !== undefined &&
    digestOf(deployment) !== pointer.checkpoint
  )
    return problem('checkpoint-changed', 'the checkpoint is not the one that the head names: it was replaced by hand');
  return [];
}

function restoreAdvice({ restorable }: UnitFacts): readonly string[] {
  const newest = restorable.at(-1);
  return newest === undefined
    ? ['bring it back from a copy, or from an older version in the bucket']
    : [`panka state restore --serial ${newest}  # the newest state that is kept as a whole`];
}
