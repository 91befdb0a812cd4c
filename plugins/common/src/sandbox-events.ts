import type { ResourceModel } from 'panka/sdk';

const RULE = 'aws:cloudwatch/eventRule:EventRule';

/** On the default bus the provider leaves the bus out of ids. */
const onBus = (bus: unknown): string => (bus === undefined || bus === 'default' ? '' : `${String(bus)}/`);

const rule: ResourceModel = {
  type: RULE,
  replaces: ['name', 'namePrefix', 'eventBusName'],
  identity: ['eventBusName', 'name'],
  onExisting: 'adopt',
  defaults: { eventBusName: 'default', state: 'ENABLED' },
  id: ({ inputs }) => `${onBus(inputs.eventBusName)}${inputs.name}`,
  computed: ({ inputs, partition, region, account }) => ({
    arn: `arn:${partition}:events:${region}:${account}:rule/${onBus(inputs.eventBusName)}${inputs.name}`,
  }),
};

const target: ResourceModel = {
  type: 'aws:cloudwatch/eventTarget:EventTarget',
  replaces: ['rule', 'eventBusName', 'targetId'],
  identity: ['eventBusName', 'rule', 'targetId'],
  onExisting: 'adopt',
  defaults: { eventBusName: 'default' },
  id: ({ inputs }) => `${onBus(inputs.eventBusName)}${inputs.rule}-${inputs.targetId}`,
  refuses: ({ inputs }, cloud) =>
    cloud.list(RULE).some((one) => one.inputs.name === inputs.rule)
      ? undefined
      : `ResourceNotFoundException: Rule ${String(inputs.rule)} does not exist on EventBus ${String(inputs.eventBusName)}.`,
};

/** Rules of EventBridge and their targets in the sandbox, for every kind that reacts to events: spread it into `models`. Source: EventBridge API reference, PutRule and PutTargets. */
export const sandboxEventRules: readonly ResourceModel[] = [rule, target];
