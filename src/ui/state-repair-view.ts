import type { Repaired } from '../core/state-admin/repair-state.js';
import type { StateProblem } from '../core/state-admin/state-problem.js';
import { count, type Style } from './style.js';

const COLOUR = { error: 'red', warning: 'yellow', info: 'cyan' } as const;

/** Problems as text: what, where, and what is or can be done about each. `repairable`: those that will be repaired now. */
export function foundView(
  problems: readonly StateProblem[],
  style: Style,
  repairable?: readonly StateProblem[],
): string {
  if (problems.length === 0) return 'Nothing is wrong with the state.';
  const texts = problems.map((problem) => problemLines(problem, style, repairable?.includes(problem)).join('\n'));
  const end =
    repairable === undefined
      ? []
      : [`${count(repairable.length, 'problem')} of ${problems.length} will be repaired; the cloud is not touched.`];
  return [...texts, ...end].join('\n\n');
}

function problemLines(problem: StateProblem, style: Style, isChosen: boolean | undefined): readonly string[] {
  const { kind, severity, place, message, step, loses, advice } = problem;
  const lines = [
    `${style(['bold', COLOUR[severity]], severity)} ${style('bold', kind)}: ${message}`,
    `  ${style('dim', '→')} ${place}`,
  ];
  if (isChosen === true) lines.push(`  ${style('green', 'repair:')} ${describeStep(problem)}`);
  else if (step !== undefined && loses !== undefined)
    lines.push(`  ${style('green', 'try:')} panka state repair --accept-loss  # ${describeStep(problem)}`);
  else if (step !== undefined) lines.push(`  ${style('green', 'try:')} panka state repair  # ${describeStep(problem)}`);
  if (loses !== undefined) lines.push(`  ${style('red', 'lost:')} ${loses}`);
  return [...lines, ...advice.map((text) => `  ${style('green', 'try:')} ${text}`)];
}

function describeStep({ step }: StateProblem): string {
  switch (step?.do) {
    case 'put-back-head':
      return step.serial === undefined
        ? 'makes a head from the checkpoints'
        : `puts back the head of serial ${step.serial}`;
    case 'put-back-checkpoint':
      return 'puts back the kept checkpoint';
    case 'salvage-journal':
      return 'makes the state from the checkpoint and what can still be read of the journal';
    case 'remove-journals':
      return 'removes what the checkpoint has already';
    case 'set-aside':
      return 'moves it to set-aside/';
    default:
      return '';
  }
}

/** What was done and what is left, as text. */
export function repairedView({ outcome, repaired, left, setAside, serial }: Repaired, style: Style): string {
  const lines: string[] = [];
  if (outcome === 'nothing-to-do' && left.length === 0) return 'Nothing is wrong with the state.';
  if (outcome === 'nothing-to-do') lines.push('Nothing was changed.', '', foundView(left, style));
  else {
    lines.push(`${count(repaired.length, 'problem')} repaired, state serial ${serial ?? 'unknown'}.`);
    for (const { from, to } of setAside) lines.push(style('dim', `  what stood at ${from} is at ${to}`));
    lines.push('  next       panka plan --refresh   # compares the state with the cloud, and both with the manifests');
    if (left.length > 0) lines.push('', 'Left:', foundView(left, style));
  }
  return lines.join('\n');
}

/** The documented shape. */
export function problemsJson({ problems, repaired, left }: Pick<Repaired, 'problems' | 'repaired' | 'left'>) {
  const shown = ({ kind, severity, place, message, step, loses, advice }: StateProblem) => ({
    ...{ kind, severity, place, message, repair: step === undefined ? 'none' : loses === undefined ? 'safe' : 'lossy' },
    ...(loses !== undefined && { loses }),
    advice,
  });
  return {
    problems: problems.map(shown),
    repaired: repaired.map(({ kind, place }) => ({ kind, place })),
    left: left.map(shown),
  };
}
