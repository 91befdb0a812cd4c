import type { Finding } from 'panka/sdk';
import type { DeploymentSpec } from './deployment.js';
import { errorAt } from './finding.js';
import { shiftMinutes } from './rollout-steps.js';

/** Minutes that a first task takes at least until it counts as healthy. */
const LEAST_START = 1;

/** `traffic`: others reach the component by Service Connect, which is what ECS shifts. Not for platforms that roll their own way. */
export function rolloutRules(
  { strategy, timeoutMinutes }: DeploymentSpec,
  on: { readonly traffic: boolean },
): Finding[] {
  if (strategy === 'rolling') return [];
  if (!on.traffic)
    return [
      errorAt(
        '/deployment/strategy',
        'PANKA-ECS-025',
        `deployment.strategy ${strategy} shifts the traffic of Service Connect, and nothing reaches this component by it`,
        'strategy: rolling',
      ),
    ];
  const least = shiftMinutes(strategy) + LEAST_START;
  if (timeoutMinutes === undefined || timeoutMinutes >= least) return [];
  return [
    errorAt(
      '/deployment/timeoutMinutes',
      'PANKA-ECS-026',
      `deployment.timeoutMinutes ${timeoutMinutes} is over before a ${strategy} deployment can be: its steps take ${shiftMinutes(strategy)} minutes`,
      `timeoutMinutes: ${least + 14}`,
    ),
  ];
}
