import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { TinyCloud } from '../../common/test/cloud.js';
import { componentOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const TABLE = 'aws:dynamodb/table:Table';
const ID = { name: 'id', type: 'S' };
const table = (more: JsonObject = {}): JsonObject => ({
  name: 't',
  billingMode: 'PAY_PER_REQUEST',
  hashKey: 'id',
  attributes: [ID],
  pointInTimeRecovery: { enabled: true },
  ...more,
});

describe('DynamoDB in the sandbox', () => {
  it('gives a stream an ARN of its own', async () => {
    const cloud = await TinyCloud.of(kind);
    expect(cloud.create(TABLE, table()).outputs.streamArn).to.equal('');
    const { outputs } = cloud.create(TABLE, table({ name: 's', streamEnabled: true }));
    expect(outputs.streamArn).to.match(/^arn:aws:dynamodb:us-east-1:000000000000:table\/s\/stream\/2025-/);
  });

  it('refuses attributes without an index, indexes without an attribute, and missing capacity', async () => {
    const cloud = await TinyCloud.of(kind);
    expect(() => cloud.create(TABLE, table({ rangeKey: 'at' }))).to.throw('Key: at');
    expect(() => cloud.create(TABLE, table({ attributes: [ID, { name: 'x', type: 'S' }] }))).to.throw(
      'does not exactly match number of attributes',
    );
    expect(() => cloud.create(TABLE, table({ billingMode: 'PROVISIONED' }))).to.throw('No provisioned throughput');
  });

  it('copies a table only with a stream, and with capacity that follows the load', async () => {
    const REPLICA = 'aws:dynamodb/tableReplica:TableReplica';
    const cloud = await TinyCloud.of(kind);
    const copy = (name: string) => () =>
      cloud.create(REPLICA, {
        region: 'eu-west-1',
        globalTableArn: `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`,
      });
    const stream = { streamEnabled: true, streamViewType: 'NEW_AND_OLD_IMAGES' };
    cloud.create(TABLE, table({ name: 'plain' }));
    cloud.create(TABLE, table({ name: 'demand', ...stream }));
    cloud.create(
      TABLE,
      table({ name: 'fixed', billingMode: 'PROVISIONED', readCapacity: 5, writeCapacity: 5, ...stream }),
    );
    expect(copy('plain')).to.throw('stream of NEW_AND_OLD_IMAGES');
    expect(copy('fixed')).to.throw('should either be Pay-Per-Request or AutoScaled');
    expect(copy('demand')()).to.deep.include({ id: 'demand:eu-west-1' });
  });

  it('protects from deletes, and takes a backup before one', async () => {
    const cloud = await TinyCloud.of(kind);
    const kept = cloud.create(TABLE, table({ deletionProtectionEnabled: true }));
    expect(cloud.refusalToDelete(kept)).to.match(/protected against deletion/);
    const call = kind.snapshots?.[0]?.call;
    expect(await cloud.call(String(call?.operation), call?.params(kept, 'final-1') ?? {})).to.deep.equal({
      BackupDetails: {
        BackupArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/t/backup/final-1',
        BackupName: 'final-1',
        BackupStatus: 'AVAILABLE',
      },
    });
  });

  it('scales only what is registered', async () => {
    const cloud = await TinyCloud.of(kind);
    const what = {
      serviceNamespace: 'dynamodb',
      resourceId: 'table/t',
      scalableDimension: 'dynamodb:table:ReadCapacityUnits',
    };
    const policy = () => cloud.create('aws:appautoscaling/policy:Policy', { ...what, name: 'p' });
    expect(policy).to.throw('ObjectNotFoundException');
    cloud.create('aws:appautoscaling/target:Target', { ...what, minCapacity: 1, maxCapacity: 5 });
    expect(policy().id).to.equal('dynamodb/table/t/dynamodb:table:ReadCapacityUnits/p');
  });
});

describe('DynamoDB verification', () => {
  it('wants table, indexes and backups as asked', async () => {
    const cloud = await TinyCloud.of(kind);
    const component = componentOf(kind, { hashKey: ID, globalSecondaryIndexes: [{ name: 'ByState', hashKey: ID }] });
    const verify = () => cloud.verify(kind, component, { tableName: 't' });
    expect((await verify()).checks[0]?.detail).to.match(/^ResourceNotFoundException/);
    const made = cloud.create(TABLE, table());
    expect((await verify()).checks[0]?.detail).to.equal('index ByState is missing');
    const indexes = [{ name: 'ByState', keySchemas: [{ attributeName: 'id', keyType: 'HASH' }] }];
    const whole = cloud.update(made, { globalSecondaryIndexes: indexes });
    expect((await verify()).status).to.equal('healthy');
    const open = cloud.update(whole, { pointInTimeRecovery: { enabled: false } });
    expect((await verify()).checks[1]?.detail).to.equal('point-in-time recovery is DISABLED');
    cloud.edit(open, { tableStatus: 'UPDATING' });
    expect((await verify()).checks[0]?.detail).to.equal('the table is UPDATING');
  });
});
