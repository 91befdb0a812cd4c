import { expect } from 'chai';
import { againstModel } from '../../../src/adapters/aws-api/operation-model.js';

describe("AWS's model of a call", () => {
  it('has nothing against what AWS itself would say', async () => {
    const services = [{ serviceName: 'api', createdAt: '2026-01-01T00:00:00.000Z', runningCount: 2, deployments: [] }];
    expect(
      await againstModel('ecs:DescribeServices', { cluster: 'c', services: ['api'] }, { services, failures: [] }),
    ).to.deep.equal([]);
    const request = { QueueUrl: 'u', AttributeNames: ['All'] };
    expect(await againstModel('sqs:GetQueueAttributes', request, { Attributes: { QueueArn: 'a' } })).to.deep.equal([]);
  });

  it('names fields that AWS does not know, however deep they are', async () => {
    const answer = { services: [{ name: 'api', deployments: [{ rollout: 'COMPLETED' }] }] };
    expect(await againstModel('ecs:DescribeServices', { cluster: 'c', service: 'api' }, answer)).to.deep.equal([
      'ecs:DescribeServices asked with .service: AWS has no such field',
      'ecs:DescribeServices answered with .services[0].name: AWS has no such field',
      'ecs:DescribeServices answered with .services[0].deployments[0].rollout: AWS has no such field',
    ]);
  });

  it('names what is of another type', async () => {
    const table = { TableSizeBytes: '7', GlobalSecondaryIndexes: {}, DeletionProtectionEnabled: 'yes' };
    expect(await againstModel('dynamodb:DescribeTable', { TableName: 7 }, { Table: table })).to.deep.equal([
      'dynamodb:DescribeTable asked with .TableName: number for string',
      'dynamodb:DescribeTable answered with .Table.TableSizeBytes: string for number',
      'dynamodb:DescribeTable answered with .Table.GlobalSecondaryIndexes: object for list',
      'dynamodb:DescribeTable answered with .Table.DeletionProtectionEnabled: string for boolean',
    ]);
    expect(await againstModel('sqs:GetQueueAttributes', {}, { Attributes: { DelaySeconds: 5 } })).to.deep.equal([
      'sqs:GetQueueAttributes answered with .Attributes.DelaySeconds: number for string',
    ]);
  });

  it('takes null for what AWS leaves out', async () => {
    expect(await againstModel('lambda:GetAlias', { FunctionName: null }, { FunctionVersion: null })).to.deep.equal([]);
  });
});
