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
import { leastTasks } from './least-tasks.js';
import { normalise } from './normalise.js';
import { type MicroServiceSpec, schema } from './schema.js';
import { validate } from './validate.js';

export default defineKind<MicroServiceSpec>({
  kind: 'MicroService',
  summary: 'A container service on Fargate or EC2 that scales, heals and is found by name',
  category: 'compute',
  schema,
  stateful: false,
  rollback: 'reversible',
  outputs: {
    ...SERVICE_OUTPUTS,
    internalHost: { type: 'string', description: 'Name within the stack', when: 'serviceDiscovery.enabled' },
    internalUrl: {
      type: 'string',
      description: 'URL within the stack: http://host:port',
      when: 'serviceDiscovery.enabled',
    },
  },
  access: { default: 'connect', levels: { connect: 'reach its ports' } },
  injects: {
    HOST: { description: 'Name within the stack' },
    PORT: { description: 'Its first port' },
    URL: { description: 'URL of its first port' },
  },
  normalise,
  defaults: (environment) => ({
    ...containerDefaults(environment),
    replicas: environment === 'production' ? 2 : 1,
  }),
  validate,
  references: (spec) => volumeReferences(spec.volumes),
  subnets: (spec) => spec.networking.subnets,
  needs: containerNeeds,
  files: containerFiles,
  iamActions: ECS_ACTIONS,
  translator: () => import('./translate.js'),
  verifier: () => import('./verify.js'),
  sandbox: () => import('./sandbox.js'),
  fixedCost: (spec) => fargateCost(spec, leastTasks(spec)),
  stubOutputs: (name) => ({
    ...serviceStubs(name),
    internalHost: `${name}.service`,
    internalUrl: `http://${name}.service:8080`,
  }),
});
