// @ts-check
const TABLE = 'aws:dynamodb/table:Table';
const PARAMETER = 'aws:ssm/parameter:Parameter';

/**
 * How the sandbox simulates what this kind declares. Replacing inputs: CloudFormation reference of AWS::DynamoDB::Table
 * and AWS::SSM::Parameter.
 * @type {import('panka/sdk').SandboxModels}
 */
const models = {
  models: [
    {
      type: TABLE,
      replaces: ['name', 'hashKey', 'rangeKey'],
      identity: ['name'],
      arn: 'arn:{partition}:dynamodb:{region}:{account}:table/{name}',
    },
    {
      type: PARAMETER,
      replaces: ['name'],
      identity: ['name'],
      arn: 'arn:{partition}:ssm:{region}:{account}:parameter{name}',
      computed: (made) => ({ version: Number(made.previous?.version ?? 0) + 1 }),
    },
  ],
  api: {
    'dynamodb:DescribeTable': (params, cloud) => {
      const table = cloud.get(TABLE, String(params.TableName));
      if (table === undefined) throw new Error('ResourceNotFoundException: Requested resource not found');
      return { Table: { TableName: String(params.TableName), TableStatus: 'ACTIVE' } };
    },
  },
};

export default models;
