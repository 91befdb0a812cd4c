import type { StepReport } from '../core/backend/setup-step.js';
import { count, type Style } from './style.js';

const MARK: Record<StepReport['status'], { sign: string; colour: 'green' | 'yellow' | 'red' | 'dim'; word: string }> = {
  there: { sign: '✔', colour: 'green', word: '' },
  made: { sign: '+', colour: 'green', word: 'made: ' },
  'would-make': { sign: '+', colour: 'yellow', word: 'to make: ' },
  refused: { sign: '✖', colour: 'red', word: '' },
  unknown: { sign: '?', colour: 'dim', word: '' },
};

/** A line for each piece, under the thing that it belongs to; `made` pieces say what they are now. */
export function setupView(reports: readonly StepReport[], style: Style): string {
  let last = '';
  return reports
    .flatMap((report) => {
      const head = report.of === last ? [] : [style('bold', report.of)];
      last = report.of;
      return [...head, stepLine(report, style)];
    })
    .join('\n');
}

export function stepLine({ name, status, detail, advice }: StepReport, style: Style): string {
  const { sign, colour, word } = MARK[status];
  const line = `  ${style(colour, sign)} ${name.padEnd(24)} ${word}${detail}`;
  return advice === undefined ? line : `${line}\n      ${style('green', 'try:')} ${advice}`;
}

/** What it came to, in one line. */
export function setupSummary(reports: readonly StepReport[]): string {
  const of = (status: StepReport['status']) => reports.filter((one) => one.status === status).length;
  const parts = [
    `${count(of('there'), 'piece')} as it should be`,
    ...(of('made') > 0 ? [`${of('made')} made`] : []),
    ...(of('would-make') > 0 ? [`${of('would-make')} to make`] : []),
    ...(of('refused') > 0 ? [`${of('refused')} that only you can change`] : []),
  ];
  return parts.join(', ');
}
