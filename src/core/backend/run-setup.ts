import { setupFailed } from './errors.js';
import type { SetupStep, StepReport } from './setup-step.js';

/** Looks at every piece and changes none. Pieces of what isn't there yet would be made. */
export async function lookAtSetup(steps: readonly SetupStep[]): Promise<StepReport[]> {
  const reports: StepReport[] = [];
  const absent = new Set<string>();
  for (const step of steps) {
    const { of, name } = step;
    if (absent.has(of)) {
      reports.push({ of, name, status: 'would-make', detail: `with the ${of.split(' ')[0]}` });
      continue;
    }
    const looked = await step.look();
    // The first step of each thing is that it exists: the others can't be looked at before.
    if (looked.status === 'missing' && !reports.some((one) => one.of === of)) absent.add(of);
    reports.push(reportOf(step, looked.status === 'missing' ? 'would-make' : looked.status, looked));
  }
  return reports;
}

/** Makes what is missing, in order, and looks again at each that it made: what is reported was seen. */
export async function runSetup(
  steps: readonly SetupStep[],
  tell: (report: StepReport) => void = () => {},
): Promise<StepReport[]> {
  const reports: StepReport[] = [];
  for (const step of steps) {
    const report = await settle(step);
    reports.push(report);
    tell(report);
  }
  return reports;
}

async function settle(step: SetupStep): Promise<StepReport> {
  const before = await step.look();
  if (before.status !== 'missing') return reportOf(step, before.status, before);
  await step.make();
  const after = await step.look();
  if (after.status !== 'there') throw setupFailed(step, after.detail);
  return reportOf(step, 'made', after);
}

function reportOf(
  { of, name }: SetupStep,
  status: StepReport['status'],
  looked: { readonly detail: string; readonly advice?: string },
): StepReport {
  return { of, name, status, detail: looked.detail, ...(looked.advice === undefined ? {} : { advice: looked.advice }) };
}
