import { type Static, Type } from '@sinclair/typebox';
import type { WorkloadDeployment } from 'panka/sdk';
import { timeoutMinutesOf } from './rollout-steps.js';
import { oneOf } from './schema-fields.js';

/** Fields of `deployment` that services and workers share. */
export const deploymentFields = {
  strategy: oneOf(['rolling', 'blueGreen', 'canary', 'linear'], {
    default: 'rolling',
    description: 'How a new version takes over',
  }),
  minimumHealthyPercent: Type.Integer({
    default: 100,
    minimum: 0,
    maximum: 100,
    description: 'Percent of replicas that stay up meanwhile',
  }),
  maximumPercent: Type.Integer({
    default: 200,
    minimum: 100,
    maximum: 400,
    description: 'Percent of replicas that may run meanwhile, old and new',
  }),
  circuitBreaker: Type.Boolean({
    default: true,
    description: 'ECS gives up and goes back when new tasks keep failing',
  }),
  timeoutMinutes: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 180,
      description:
        'Minutes until a deployment that is not healthy counts as failed; default: 15, and the steps of its strategy',
    }),
  ),
};

const shape = Type.Object(deploymentFields);
export type DeploymentSpec = Static<typeof shape>;

/** How the runtime is to roll it out. */
export function deploymentOf(
  spec: DeploymentSpec,
  rollbackAlarms: WorkloadDeployment['rollbackAlarms'] = [],
): WorkloadDeployment {
  const { strategy, minimumHealthyPercent, maximumPercent, circuitBreaker } = spec;
  const timeoutMinutes = timeoutMinutesOf(spec);
  return { strategy, minimumHealthyPercent, maximumPercent, circuitBreaker, timeoutMinutes, rollbackAlarms };
}
