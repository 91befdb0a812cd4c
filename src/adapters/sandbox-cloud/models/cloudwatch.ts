import type { ResourceModel, SandboxModels } from '../../../sdk/sandbox.js';

const LOG_GROUP = 'aws:cloudwatch/logGroup:LogGroup';

/** Days that CloudWatch Logs accepts; 0 is for ever. Source: PutRetentionPolicy in its API reference. */
const RETENTION = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const logGroup: ResourceModel = {
  type: LOG_GROUP,
  replaces: ['name', 'namePrefix', 'logGroupClass'],
  identity: ['name'],
  arn: 'arn:{partition}:logs:{region}:{account}:log-group:{name}',
  defaults: { skipDestroy: false },
  computed: ({ inputs }) => ({ logGroupClass: inputs.logGroupClass ?? 'STANDARD' }),
  keeps: ({ inputs }) => inputs.skipDestroy === true,
  refuses: ({ inputs }) => {
    if (inputs.retentionInDays !== undefined && !RETENTION.includes(Number(inputs.retentionInDays)))
      return `InvalidParameterException: "${String(inputs.retentionInDays)}" is no retention; AWS takes ${RETENTION.join(', ')}`;
    return /^[\w./#-]{1,512}$/.test(String(inputs.name))
      ? undefined
      : `InvalidParameterException: "${String(inputs.name)}" is no name of a log group`;
  },
};

const metricAlarm: ResourceModel = {
  type: 'aws:cloudwatch/metricAlarm:MetricAlarm',
  replaces: ['name'],
  identity: ['name'],
  onExisting: 'adopt',
  arn: 'arn:{partition}:cloudwatch:{region}:{account}:alarm:{name}',
  defaults: { actionsEnabled: true, treatMissingData: 'missing' },
  refuses: ({ inputs }) =>
    inputs.metricName === undefined && inputs.metricQueries === undefined
      ? 'ValidationError: an alarm needs metricName or metricQueries'
      : undefined,
};

export const cloudwatchModels: SandboxModels = {
  models: [
    logGroup,
    metricAlarm,
    {
      type: 'aws:cloudwatch/logStream:LogStream',
      replaces: ['name', 'logGroupName'],
      identity: ['logGroupName', 'name'],
      id: ({ inputs }) => String(inputs.name),
      arn: 'arn:{partition}:logs:{region}:{account}:log-group:{logGroupName}:log-stream:{name}',
    },
    {
      type: 'aws:cloudwatch/logResourcePolicy:LogResourcePolicy',
      replaces: ['policyName'],
      identity: ['policyName'],
      onExisting: 'adopt',
    },
    {
      type: 'aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter',
      replaces: ['name', 'logGroup', 'destinationArn'],
      identity: ['logGroup', 'name'],
      onExisting: 'adopt',
      id: ({ hex }) => `cwlsf-${Number.parseInt(hex(8), 16)}`,
    },
    {
      type: 'aws:cloudwatch/compositeAlarm:CompositeAlarm',
      replaces: ['alarmName'],
      identity: ['alarmName'],
      onExisting: 'adopt',
      arn: 'arn:{partition}:cloudwatch:{region}:{account}:alarm:{alarmName}',
      defaults: { actionsEnabled: true },
    },
    {
      type: 'aws:cloudwatch/dashboard:Dashboard',
      replaces: ['dashboardName'],
      identity: ['dashboardName'],
      onExisting: 'adopt',
      computed: ({ partition, account, inputs }) => ({
        dashboardArn: `arn:${partition}:cloudwatch::${account}:dashboard/${String(inputs.dashboardName)}`,
      }),
    },
  ],
  api: {
    'logs:DescribeLogGroups': (params, cloud) => ({
      logGroups: cloud
        .list(LOG_GROUP)
        .filter((group) => group.id.startsWith(String(params.logGroupNamePrefix ?? '')))
        .map((group) => ({
          logGroupName: group.id,
          arn: `${String(group.outputs.arn)}:*`,
          ...(group.inputs.retentionInDays === undefined ? {} : { retentionInDays: group.inputs.retentionInDays }),
          ...(group.inputs.kmsKeyId === undefined ? {} : { kmsKeyId: group.inputs.kmsKeyId }),
        })),
    }),
  },
};
