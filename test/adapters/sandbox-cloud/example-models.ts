import type { SandboxModels } from '../../../src/sdk/sandbox.js';

export const QUEUE = 'aws:sqs/queue:Queue';
export const DATABASE = 'aws:rds/instance:Instance';
export const VOLUME = 'aws:ebs/volume:Volume';

/** Models of the shape that plugins register, one for each ability of the provider. */
export const exampleModels: SandboxModels = {
  models: [
    {
      type: QUEUE,
      replaces: ['name', 'fifoQueue'],
      identity: ['name'],
      id: (made) => `https://sqs.${made.region}.amazonaws.com/${made.account}/${made.inputs.name}`,
      arn: 'arn:{partition}:sqs:{region}:{account}:{name}',
      computed: (made) => ({ url: made.id }),
      defaults: { visibilityTimeoutSeconds: 30 },
      refuses: ({ inputs }) =>
        Number(inputs.delaySeconds ?? 0) > 900 ? 'InvalidAttributeValue: DelaySeconds must be at most 900' : undefined,
    },
    {
      type: DATABASE,
      replaces: ['identifier', 'engine', 'restoreToPointInTime.sourceDbInstanceIdentifier'],
      identity: ['identifier'],
      arn: 'arn:{partition}:rds:{region}:{account}:db:{identifier}',
      computed: (made) => ({
        endpoint: `${made.inputs.identifier}.${made.hex(12)}.${made.region}.rds.amazonaws.com:5432`,
        status: 'available',
        resourceId: `db-${made.hex(26).toUpperCase()}`,
      }),
      refuses: ({ inputs }, cloud) => {
        if (inputs.password === 'hunter2')
          return `InvalidParameterValue: the password "${inputs.password}" is too short`;
        const from = inputs.replicateSourceDb;
        return typeof from === 'string' && cloud.get(DATABASE, from) === undefined
          ? `DBInstanceNotFound: ${from} not found`
          : undefined;
      },
      refusesDelete: ({ inputs }) =>
        inputs.deletionProtection === true
          ? 'InvalidParameterCombination: Cannot delete protected DB Instance, please disable deletion protection'
          : undefined,
      writeOnly: ['passwordWo'],
    },
    {
      type: VOLUME,
      replaces: ['availabilityZone', 'encrypted'],
      idPrefix: 'vol',
      arn: 'arn:{partition}:ec2:{region}:{account}:volume/{id}',
    },
    {
      type: 'aws:sqs/queuePolicy:QueuePolicy',
      replaces: ['queueUrl'],
      identity: ['queueUrl'],
      onExisting: 'adopt',
    },
  ],
};
