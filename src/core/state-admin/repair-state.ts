import { notApproved } from '../execution/errors.js';
import { type Diagnosis, diagnose } from './find-problems.js';
import { RepairSteps, type SetAside } from './repair-steps.js';
import { changeState, type StateChangeRequest } from './state-change.js';
import type { RepairStep, StateProblem } from './state-problem.js';

export interface RepairRequest extends StateChangeRequest {
  /** Also read every kept checkpoint. */
  readonly deep: boolean;
  /** Also do what loses something for good. */
  readonly acceptLoss: boolean;
  /** Shown all problems, and those that would be repaired; false: nothing is changed. */
  readonly approve: (found: FoundProblems) => Promise<boolean>;
}

export interface FoundProblems {
  readonly problems: readonly StateProblem[];
  readonly repairable: readonly StateProblem[];
}

export interface Repaired {
  readonly outcome: 'repaired' | 'nothing-to-do';
  /** Of the head after it; absent where there still is none that can be read. */
  readonly serial?: number;
  readonly problems: readonly StateProblem[];
  readonly repaired: readonly StateProblem[];
  /** What is still wrong. */
  readonly left: readonly StateProblem[];
  /** Where the replaced objects are now. */
  readonly setAside: readonly SetAside[];
}

const ORDER: readonly RepairStep['do'][] = [
  'put-back-head',
  'put-back-checkpoint',
  'salvage-journal',
  'remove-journals',
  'set-aside',
];

/** Finds what is wrong with a state and puts right what can be, under the lock. The cloud is not touched. */
export function repairState(request: RepairRequest): Promise<Repaired> {
  return changeState(request, async (lease) => {
    const look = () => diagnose({ ...request, store: request.ports.state, target: request.ports.target });
    const before = await look();
    const repairable = repairableOf(before, request);
    if (repairable.length === 0) return resultOf(before, before, { repaired: [], setAside: [] });
    if (!(await request.approve({ problems: before.problems, repairable }))) throw notApproved();
    lease.assertHeld();
    const steps = new RepairSteps(request, lease, before);
    const sorted = [...repairable].sort((a, b) => orderOf(a) - orderOf(b));
    for (const { step } of sorted) if (step !== undefined) await steps.perform(step);
    return resultOf(before, await look(), { repaired: sorted, setAside: steps.setAside });
  });
}

function repairableOf({ problems }: Diagnosis, { acceptLoss }: RepairRequest): readonly StateProblem[] {
  return problems.filter(({ step, loses }) => step !== undefined && (loses === undefined || acceptLoss));
}

function orderOf({ step }: StateProblem): number {
  return step === undefined ? ORDER.length : ORDER.indexOf(step.do);
}

function resultOf(before: Diagnosis, after: Diagnosis, done: Pick<Repaired, 'repaired' | 'setAside'>): Repaired {
  const { head } = after;
  return {
    outcome: done.repaired.length === 0 ? 'nothing-to-do' : 'repaired',
    ...(head?.from === 'stored' && { serial: head.state.serial }),
    problems: before.problems,
    left: after.problems,
    ...done,
  };
}
