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

/** Alarms of each rule, by its name, and of the queue of what nobody took. */
export function alarms({ address, busName, rules, dlqName }: Watched): AlarmRequest[] {
  const any = {
    comparison: 'GreaterThanThreshold',
    threshold: 0,
    periods: 1,
    missingData: 'notBreaching',
  } as const;
  const ofRules = rules.flatMap(({ name, physicalName }): AlarmRequest[] => {
    const onRule = {
      ...any,
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
  });
  if (dlqName === undefined) return ofRules;
  return [
    ...ofRules,
    {
      ...any,
      id: 'dlq-visible',
      description: `Events of ${address} wait in the dead-letter queue`,
      namespace: 'AWS/SQS',
      metric: 'ApproximateNumberOfMessagesVisible',
      statistic: 'Maximum',
      period: 60,
      dimensions: { QueueName: dlqName },
    },
  ];
}
