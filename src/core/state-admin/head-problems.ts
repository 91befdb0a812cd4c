import { faultText, type InspectedObject, ofRole } from './inspect-objects.js';
import type { KnownHead } from './known-head.js';
import type { StateProblem } from './state-problem.js';

/** What is wrong with the head. `place` names it where it is missing. */
export function headProblems(
  inspected: readonly InspectedObject[],
  known: KnownHead | undefined,
  place: string,
): readonly StateProblem[] {
  const [head] = ofRole(inspected, 'head');
  if (head?.body !== undefined) return [];
  if (head?.fault?.code === 'StateNewer')
    return [
      {
        ...{ kind: 'head-newer', severity: 'error', place: head.place, message: head.fault.message },
        advice: head.fault.suggestions,
      },
    ];
  const isExpected = ['record', 'kept-head', 'checkpoint'].some((role) => inspected.some((one) => one.role === role));
  if (head === undefined && !isExpected) return [];
  const what =
    (head?.fault && faultText(head.fault)) ??
    'the head (state.json) is missing, though there is a history or a checkpoint';
  return [
    {
      kind: head === undefined ? 'head-missing' : 'head-damaged',
      severity: 'error',
      place: head?.place ?? place,
      message: `${what}; ${remedyFor(known)}`,
      ...(known !== undefined && known.from !== 'stored' && { step: stepFor(known) }),
      advice:
        known === undefined
          ? ['panka state history', 'bring state.json back from a copy or from an older version in the bucket']
          : ['panka plan --refresh  # afterwards: every component counts as unverified'],
    },
  ];
}

function remedyFor(known: KnownHead | undefined): string {
  if (known === undefined) return 'there is no copy of it, and no checkpoint that it could be made from';
  if (known.from === 'kept') return `it can be put back from the copy that was kept with serial ${known.state.serial}`;
  const count = Object.keys(known.state.components).length;
  return `no copy was kept; it can be made from the checkpoints, which know the resources of ${count} components, but neither outputs nor specs`;
}

function stepFor(known: KnownHead): StateProblem['step'] {
  return { do: 'put-back-head', ...(known.from === 'kept' && { serial: known.state.serial }) };
}
