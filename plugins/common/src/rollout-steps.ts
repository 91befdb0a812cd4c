import type { WorkloadDeployment } from 'panka/sdk';

type Shifting = Exclude<WorkloadDeployment['strategy'], 'rolling'>;

interface Steps {
  /** Percent of the traffic that each step moves, and minutes between two steps. */
  readonly step?: { readonly percent: number; readonly minutes: number };
  /** Minutes that the old version stands by after the last step. */
  readonly bakeMinutes: number;
}

/** How ECS moves the traffic of a service from the old version to the new one. */
export const ROLLOUT_STEPS: Readonly<Record<Shifting, Steps>> = {
  blueGreen: { bakeMinutes: 5 },
  canary: { step: { percent: 10, minutes: 5 }, bakeMinutes: 5 },
  linear: { step: { percent: 25, minutes: 3 }, bakeMinutes: 5 },
};

/** Minutes that new tasks may take to be healthy, whatever the strategy is. */
const START_MINUTES = 15;

/** Minutes that pass by design once the new tasks are healthy. ECS waits after each step but the one that reaches 100 %. */
export function shiftMinutes(strategy: WorkloadDeployment['strategy']): number {
  if (strategy === 'rolling') return 0;
  const { step, bakeMinutes } = ROLLOUT_STEPS[strategy];
  if (step === undefined) return bakeMinutes;
  const waits = strategy === 'canary' ? 1 : Math.ceil(100 / step.percent) - 1;
  return waits * step.minutes + bakeMinutes;
}

/** Minutes until a deployment counts as failed: those given, else what its strategy takes and the time to start. */
export function timeoutMinutesOf(
  deployment: Pick<WorkloadDeployment, 'strategy'> & { readonly timeoutMinutes?: number },
): number {
  return deployment.timeoutMinutes ?? START_MINUTES + shiftMinutes(deployment.strategy);
}
