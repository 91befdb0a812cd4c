import {
  containerDefaults,
  containerFiles,
  containerNeeds,
  ECS_TASK_ACTIONS,
  EVENT_RULE_ACTIONS,
  fargateCost,
  QUEUE_ACTIONS,
  runsOnEcs,
  SCHEDULE_ACTIONS,
  volumeReferences,
} from '@panka/plugin-common';
import { defineKind } from 'panka/sdk';
import { normalise } from './normalise.js';
import { type CronJobSpec, schema } from './schema.js';
import { validate } from './validate.js';

/** By which the cost of a task that always runs is counted. */
const HOURS_PER_MONTH = 730;

const ON_ECS = 'runtime.platform fargate or ec2';

export default defineKind<CronJobSpec>({
  kind: 'CronJob',
  summary: 'Containers that run by the clock, on Fargate, EC2 or EKS',
  category: 'compute',
  schema,
  stateful: false,
  rollback: 'reversible',
  outputs: {
    scheduleArn: { type: 'string', description: 'ARN of the schedule', when: ON_ECS },
    scheduleName: { type: 'string', description: 'Name of the schedule', when: ON_ECS },
    taskDefinitionArn: { type: 'string', description: 'ARN of the task definition, with its revision', when: ON_ECS },
    taskRoleArn: { type: 'string', description: 'ARN of the role of its containers' },
    securityGroupId: { type: 'string', description: 'Security group of its tasks' },
    dlqUrl: { type: 'string', description: 'URL of the queue of the runs that could not be started', when: ON_ECS },
    dlqArn: { type: 'string', description: 'ARN of this queue', when: ON_ECS },
    logGroupName: { type: 'string', description: 'Log group of its containers', when: ON_ECS },
  },
  access: { default: 'connect', levels: { connect: 'know its names; nothing is opened or granted' } },
  injects: {},
  normalise,
  defaults: containerDefaults,
  validate,
  references: (spec) => volumeReferences(spec.volumes),
  subnets: (spec) => spec.networking.subnets,
  needs: (spec) => [...containerNeeds(spec), ...(runsOnEcs(spec.runtime.platform) ? ['scheduleGroup' as const] : [])],
  files: containerFiles,
  iamActions: [
    ...ECS_TASK_ACTIONS,
    ...EVENT_RULE_ACTIONS,
    ...QUEUE_ACTIONS,
    ...SCHEDULE_ACTIONS,
    'ecs:RunTask',
    'events:UntagResource',
  ],
  translator: () => import('./translate.js'),
  verifier: () => import('./verify.js'),
  sandbox: () => import('./sandbox.js'),
  stubOutputs: (name) => ({
    scheduleArn: `arn:aws:scheduler:us-east-1:000000000000:schedule/schedules/${name}`,
    scheduleName: name,
    taskDefinitionArn: `arn:aws:ecs:us-east-1:000000000000:task-definition/${name}:1`,
    taskRoleArn: `arn:aws:iam::000000000000:role/${name}`,
    securityGroupId: 'sg-00000000000000000',
    dlqUrl: `https://sqs.us-east-1.amazonaws.com/000000000000/${name}-dlq`,
    dlqArn: `arn:aws:sqs:us-east-1:000000000000:${name}-dlq`,
    logGroupName: `/panka/stack/development/service/${name}`,
  }),
  // Tasks cost while they run, and how long that is nobody knows beforehand.
  fixedCost: () => [],
  usage: {
    runMinutesPerMonth: {
      description: 'Minutes that all its tasks run in a month together',
      items: (amount, spec) => fargateCost(spec, amount / 60 / HOURS_PER_MONTH),
    },
  },
});
