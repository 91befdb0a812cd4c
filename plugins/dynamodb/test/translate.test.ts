import { expect } from 'chai';
import { componentOf } from '../../common/test/component.js';
import { granted, translate } from '../../common/test/translation.js';
import kind from '../src/index.js';

const ID = { name: 'id', type: 'S' };
const KEY = 'arn:aws:kms:us-east-1:000000000000:key/k';

describe('DynamoDB translation', () => {
  it('declares each key attribute once, and index keys as key schemas', async () => {
    const component = componentOf(kind, {
      hashKey: ID,
      globalSecondaryIndexes: [{ name: 'ByStatus', hashKey: { name: 'status', type: 'S' }, rangeKey: ID }],
    });
    const made = await translate(kind, component);
    const [table] = made.of('aws:dynamodb/table:Table');
    expect(table?.inputs.attributes).to.deep.equal([ID, { name: 'status', type: 'S' }]);
    expect(table?.inputs.globalSecondaryIndexes).to.deep.equal([
      {
        name: 'ByStatus',
        keySchemas: [
          { attributeName: 'status', keyType: 'HASH' },
          { attributeName: 'id', keyType: 'RANGE' },
        ],
        projectionType: 'ALL',
      },
    ]);
    expect(made.outputs).to.deep.equal({
      tableName: 'shop-dev-api-thing-abc123',
      tableArn: 'api/thing.arn',
      indexNames: ['ByStatus'],
    });
    const ofIndex = ['read-throttle-ByStatus', 'write-throttle-ByStatus'];
    expect(made.alarms).to.deep.equal(['read-throttle', 'write-throttle', ...ofIndex, 'system-errors']);
  });

  it('copies a table once its capacity follows the load, one region after the other', async () => {
    const component = componentOf(kind, {
      hashKey: ID,
      billingMode: 'PROVISIONED',
      autoscaling: { min: 2, max: 20 },
      replicas: ['eu-west-1', { region: 'eu-west-2', kmsKey: KEY }],
    });
    const made = await translate(kind, component);
    const replicas = made.of('aws:dynamodb/tableReplica:TableReplica');
    expect(replicas.map(({ name }) => name)).to.deep.equal([
      'api/thing/replica-eu-west-1',
      'api/thing/replica-eu-west-2',
    ]);
    expect(replicas[1]?.inputs).to.include({
      region: 'eu-west-2',
      globalTableArn: 'api/thing.arn',
      kmsKeyArn: KEY,
      pointInTimeRecovery: true,
    });
    expect(made.of('aws:dynamodb/table:Table')[0]?.inputs)
      .to.include({ streamViewType: 'NEW_AND_OLD_IMAGES' })
      .and.not.to.have.property('replicas');
    const types = made.resources.map(({ type }) => type);
    expect(types.lastIndexOf('aws:appautoscaling/policy:Policy')).to.be.lessThan(
      types.indexOf('aws:dynamodb/tableReplica:TableReplica'),
    );
  });

  it('scales table and indexes for reading and writing', async () => {
    const component = componentOf(kind, {
      hashKey: ID,
      billingMode: 'PROVISIONED',
      autoscaling: { min: 2, max: 20 },
      globalSecondaryIndexes: [{ name: 'ByStatus', hashKey: ID }],
    });
    const made = await translate(kind, component);
    expect(made.of('aws:appautoscaling/target:Target').map((t) => t.inputs.scalableDimension)).to.deep.equal([
      'dynamodb:table:ReadCapacityUnits',
      'dynamodb:table:WriteCapacityUnits',
      'dynamodb:index:ReadCapacityUnits',
      'dynamodb:index:WriteCapacityUnits',
    ]);
    expect(made.of('aws:dynamodb/table:Table')[0]?.inputs).to.include({ readCapacity: 2, writeCapacity: 2 });
  });

  it('grants items of table and indexes by level, and the key through DynamoDB only', async () => {
    const component = componentOf(kind, { hashKey: ID, encryption: { kmsKey: 'stack' } });
    const made = await translate(kind, component, { keyArn: KEY });
    expect(await granted(made, 'connect')).to.deep.equal([]);
    const [read, key] = await granted(made, 'read');
    expect(read?.Resource).to.deep.equal(['api/thing.arn', 'api/thing.arn/index/*']);
    expect(read?.Action).to.include('dynamodb:Query').and.not.include('dynamodb:PutItem');
    expect(key).to.deep.include({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: KEY });
    expect(key?.Condition).to.deep.equal({ StringEquals: { 'kms:ViaService': 'dynamodb.us-east-1.amazonaws.com' } });
    const [write] = await granted(made, 'write');
    expect(write?.Action).to.include.members(['dynamodb:Query', 'dynamodb:PutItem']);
    expect(write?.Action).not.to.include('dynamodb:UpdateTable');
    const [admin] = await granted(made, 'admin');
    expect(admin?.Action).to.include.members(['dynamodb:PutItem', 'dynamodb:UpdateTable']);
  });
});
