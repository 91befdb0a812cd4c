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

/**
 * Rounds as ECS does: what must stay up is rounded up, what may run down. Where both are the same number, no new task can start before
 * an old one ends, and none may end. Source: ECS API reference, DeploymentConfiguration.
 */
export function rollingRules(
  { strategy, minimumHealthyPercent, maximumPercent }: DeploymentSpec,
  tasks: number,
): Finding[] {
  const many = Math.max(1, tasks);
  const up = Math.ceil((many * minimumHealthyPercent) / 100);
  const most = Math.floor((many * maximumPercent) / 100);
  if (strategy !== 'rolling' || most > up) return [];
  const spread = `of ${many} ${many === 1 ? 'task' : 'tasks'} ${up} must stay up and ${most} may run`;
  return [
    errorAt(
      '/deployment/maximumPercent',
      'PANKA-ECS-029',
      `minimumHealthyPercent ${minimumHealthyPercent} and maximumPercent ${maximumPercent} let no deployment begin: ${spread}`,
      'maximumPercent: 200',
    ),
  ];
}
