import {
  sandboxEventRules,
  sandboxLambdaPermission,
  sandboxQueues,
  sandboxSchedule,
  sandboxScheduleApi,
} from '@panka/plugin-common';
import type { Json, ResourceModel, SandboxApi, SandboxCloud, SandboxModels, SandboxResource } from 'panka/sdk';
import { matches } from './event-pattern.js';

const BUS = 'aws:cloudwatch/eventBus:EventBus';
const RULE = 'aws:cloudwatch/eventRule:EventRule';
const TARGET = 'aws:cloudwatch/eventTarget:EventTarget';

const bus: ResourceModel = {
  type: BUS,
  replaces: ['name', 'eventSourceName'],
  identity: ['name'],
  arn: 'arn:{partition}:events:{region}:{account}:event-bus/{name}',
  refuses: ({ inputs }) =>
    inputs.name === 'default' ? 'ResourceAlreadyExistsException: Event bus default already exists.' : undefined,
  refusesDelete: ({ id }, cloud) =>
    cloud.list(RULE).some((rule) => rule.inputs.eventBusName === id)
      ? `ValidationException: Event bus ${id} cannot be deleted since it has rules.`
      : undefined,
};

const archive: ResourceModel = {
  type: 'aws:cloudwatch/eventArchive:EventArchive',
  replaces: ['name', 'eventSourceArn'],
  identity: ['name'],
  arn: 'arn:{partition}:events:{region}:{account}:archive/{name}',
  defaults: { retentionDays: 0 },
  refuses: ({ inputs }) =>
    /^[\w.-]{1,48}$/.test(String(inputs.name))
      ? undefined
      : `ValidationException: Value '${String(inputs.name)}' at 'archiveName' failed to satisfy constraint`,
};

const api: Readonly<Record<string, SandboxApi>> = {
  'events:DescribeEventBus': ({ Name }, cloud) => {
    const found = cloud.get(BUS, String(Name));
    if (found === undefined && Name !== 'default') return elsewhere(String(Name));
    return { Name: Name ?? null, Arn: found?.outputs.arn ?? 'arn:aws:events:us-east-1:000000000000:event-bus/default' };
  },
  'events:DescribeRule': ({ Name, EventBusName }, cloud) => {
    const found = ruleOf(cloud, Name, EventBusName);
    const { name = null, arn = null, state = null, eventPattern = null } = found.outputs;
    return { Name: name, Arn: arn, State: state, EventPattern: eventPattern };
  },
  'events:ListTargetsByRule': ({ Rule, EventBusName }, cloud) => {
    const { inputs } = ruleOf(cloud, Rule, EventBusName);
    const targets = cloud
      .list(TARGET)
      .filter((one) => one.inputs.rule === inputs.name && one.inputs.eventBusName === inputs.eventBusName);
    return { Targets: targets.map((one) => ({ Id: one.inputs.targetId ?? null, Arn: one.inputs.arn ?? null })) };
  },
  'events:TestEventPattern': ({ EventPattern, Event }) => ({
    Result: matches(JSON.parse(String(EventPattern)), JSON.parse(String(Event))),
  }),
  ...sandboxScheduleApi,
};

/** How the sandbox simulates what this kind declares. Replacing inputs: CloudFormation's schemas of AWS::Events. */
const models: SandboxModels = {
  models: [
    bus,
    archive,
    {
      type: 'aws:cloudwatch/eventBusPolicy:EventBusPolicy',
      replaces: ['eventBusName'],
      identity: ['eventBusName'],
      onExisting: 'adopt',
    },
    ...sandboxEventRules,
    ...sandboxSchedule,
    ...sandboxQueues,
    ...sandboxLambdaPermission,
  ],
  api,
};
export default models;

/** A bus that the stack uses and never made is one that the user has. */
function elsewhere(name: string): Json {
  return { Name: name, Arn: `arn:aws:events:us-east-1:000000000000:event-bus/${name}` };
}

function ruleOf(cloud: SandboxCloud, name: unknown, bus: unknown): SandboxResource {
  const found = cloud.list(RULE).find((one) => one.inputs.name === name && one.inputs.eventBusName === bus);
  if (found === undefined)
    throw new Error(`ResourceNotFoundException: Rule ${String(name)} does not exist on EventBus ${String(bus)}.`);
  return found;
}
