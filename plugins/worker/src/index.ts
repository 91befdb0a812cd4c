import {
  containerDefaults,
  containerFiles,
  containerNeeds,
  ECS_ACTIONS,
  fargateCost,
  SERVICE_OUTPUTS,
  serviceStubs,
  volumeReferences,
} from '@panka/plugin-common';
import { defineKind } from 'panka/sdk';
import { normalise } from './normalise.js';
import { schema, type WorkerSpec } from './schema.js';
import { leastTasks, sourceReferences } from './source.js';
import { validate } from './validate.js';

export default defineKind<WorkerSpec>({
  kind: 'Worker',
  summary: 'Containers that read a queue or a stream and scale by its backlog',
  category: 'compute',
  schema,
  stateful: false,
  rollback: 'reversible',
  outputs: SERVICE_OUTPUTS,
  access: { default: 'connect', levels: { connect: 'reach its ports' } },
  injects: {},
  normalise,
  defaults: (environment) => {
    const production = environment === 'production';
    return {
      ...containerDefaults(environment),
      runtime: { spot: !production },
      autoscaling: { ...(production && { minReplicas: 1 }), maxReplicas: 10 },
    };
  },
  validate,
  references: (spec) => [...sourceReferences(spec), ...volumeReferences(spec.volumes)],
  subnets: (spec) => spec.networking.subnets,
  needs: containerNeeds,
  files: containerFiles,
  iamActions: ECS_ACTIONS,
  translator: () => import('./translate.js'),
  verifier: () => import('./verify.js'),
  sandbox: () => import('./sandbox.js'),
  fixedCost: (spec) => fargateCost(spec, leastTasks(spec)),
  stubOutputs: serviceStubs,
});
