import type { AlarmRequest } from 'panka/sdk';

type Dimension = NonNullable<AlarmRequest['dimensions']>[string];

interface Watched {
  readonly address: string;
  /** Undefined on the bus of the account, whose metrics know no bus. */
  readonly busName: Dimension | undefined;
  readonly rules: readonly { readonly name: string; readonly physicalName: Dimension }[];
  /** Name of the queue that Panka made. */
  readonly dlqName: Dimension | undefined;
}

const ANY = { comparison: 'GreaterThanThreshold', threshold: 0, periods: 1, missingData: 'notBreaching' } as const;

/** Alarms of each rule, by its name, and of the queue of what nobody took. */
export function alarms(watched: Watched): AlarmRequest[] {
  const { address, rules, dlqName } = watched;
  const ofRules = rules.flatMap((rule) => ruleAlarms(watched, rule));
  if (dlqName === undefined) return ofRules;
  const waiting: AlarmRequest = {
    ...ANY,
    id: 'dlq-visible',
    description: `Events of ${address} wait in the dead-letter queue`,
    namespace: 'AWS/SQS',
    metric: 'ApproximateNumberOfMessagesVisible',
    statistic: 'Maximum',
    period: 60,
    dimensions: { QueueName: dlqName },
  };
  return [...ofRules, waiting];
}

function ruleAlarms({ address, busName }: Watched, { name, physicalName }: Watched['rules'][number]): AlarmRequest[] {
  const onRule = {
    ...ANY,
    namespace: 'AWS/Events',
    statistic: 'Sum',
    period: 300,
    dimensions: { ...(busName === undefined ? {} : { EventBusName: busName }), RuleName: physicalName },
  };
  return [
    {
      ...onRule,
      id: `failed-invocations-${name}`,
      description: `Rule ${name} of ${address} could not reach a target`,
      metric: 'FailedInvocations',
    },
    {
      ...onRule,
      id: `sent-to-dlq-${name}`,
      description: `Events of rule ${name} of ${address} went to the dead-letter queue`,
      metric: 'InvocationsSentToDlq',
    },
  ];
}
