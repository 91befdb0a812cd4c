import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { componentOf, findings, told } from '../../common/test/component.js';
import kind from '../src/index.js';

const ID = { name: 'id', type: 'S' };
const check = (spec: JsonObject) => told(findings(kind, { hashKey: ID, ...spec }));
const index = (name: string, more: JsonObject = {}): JsonObject => ({ name, hashKey: ID, ...more });
const local = (name: string): JsonObject => ({ name, rangeKey: { name: 'at', type: 'N' } });

describe('DynamoDB validation', () => {
  it('accepts the smallest table', () => {
    expect(check({})).to.deep.equal([]);
  });
  it('takes an empty tableName for none', () => {
    expect(componentOf(kind, { hashKey: ID, tableName: '' }).spec).not.to.have.property('tableName');
    expect(componentOf(kind, { hashKey: ID, tableName: 'orders' }).spec.tableName).to.equal('orders');
  });
  it('wants capacities of a PROVISIONED table', () => {
    expect(check({ billingMode: 'PROVISIONED', readCapacity: 5 })).to.deep.equal([
      'PANKA-DDB-001 PROVISIONED needs readCapacity and writeCapacity',
    ]);
    expect(check({ billingMode: 'PROVISIONED', autoscaling: { min: 1, max: 5 } })).to.deep.equal([]);
  });
  it('refuses a TTL attribute that is a key of another type than Number', () => {
    expect(check({ ttl: { attributeName: 'id' } })).to.deep.equal([
      'PANKA-DDB-002 ttl.attributeName "id" is a key attribute of type S; TTL needs a Number attribute that holds epoch seconds',
    ]);
  });
  it('refuses an attribute with two types', () => {
    const spec = {
      rangeKey: { name: 'timestamp', type: 'S' },
      globalSecondaryIndexes: [index('ByTime', { rangeKey: { name: 'timestamp', type: 'N' } })],
    };
    expect(check(spec)).to.deep.equal(['PANKA-DDB-003 attribute "timestamp" is S in one index and N in another']);
  });
  it('wants the attributes of an INCLUDE projection', () => {
    expect(check({ globalSecondaryIndexes: [index('Some', { projection: 'INCLUDE' })] })).to.deep.equal([
      'PANKA-DDB-004 projection INCLUDE needs nonKeyAttributes',
    ]);
    expect(check({ globalSecondaryIndexes: [index('by-id', { nonKeyAttributes: ['total'] })] })).to.deep.equal([
      'PANKA-DDB-004 nonKeyAttributes needs projection INCLUDE; ALL given',
    ]);
  });
  it('refuses capacity where one pays by request', () => {
    expect(check({ readCapacity: 5 })).to.deep.equal(['PANKA-DDB-006 readCapacity needs billingMode: PROVISIONED']);
    expect(check({ globalSecondaryIndexes: [index('by-id', { readCapacity: 5 })] })).to.deep.equal([
      'PANKA-DDB-006 globalSecondaryIndexes/0/readCapacity needs billingMode: PROVISIONED',
    ]);
    const provisioned = { billingMode: 'PROVISIONED', readCapacity: 5, writeCapacity: 5 };
    expect(check({ ...provisioned, maxReadRequestUnits: 100 })).to.deep.equal([
      'PANKA-DDB-006 maxReadRequestUnits needs billingMode: PAY_PER_REQUEST',
    ]);
  });
  it('refuses autoscaling upside down', () => {
    expect(check({ billingMode: 'PROVISIONED', autoscaling: { min: 9, max: 5 } })).to.deep.equal([
      'PANKA-DDB-007 autoscaling.min 9 > max 5',
    ]);
  });
  it('refuses two indexes of one name', () => {
    expect(check({ globalSecondaryIndexes: [index('Twice'), index('Twice')] })).to.deep.equal([
      'PANKA-DDB-008 index "Twice" is declared twice',
    ]);
  });
  it('knows how many indexes a table may have', () => {
    const globals = Array.from({ length: 21 }, (_, i) => index(`Index${i}`));
    const locals = Array.from({ length: 6 }, (_, i) => local(`Local${i}`));
    expect(check({ globalSecondaryIndexes: globals })).to.deep.equal([
      'PANKA-DDB-009 21 global secondary indexes; a table has 20 at most',
    ]);
    expect(check({ rangeKey: { name: 'sort', type: 'S' }, localSecondaryIndexes: locals })).to.deep.equal([
      'PANKA-DDB-009 6 local secondary indexes; a table has 5 at most',
    ]);
  });
  it('wants a sort key for local indexes', () => {
    expect(check({ localSecondaryIndexes: [local('ByTime')] })).to.deep.equal([
      'PANKA-DDB-010 a local secondary index needs a table with rangeKey',
    ]);
  });
  it('checks what replicas need', () => {
    const replicas = ['eu-west-1'];
    expect(check({ replicas, stream: { enabled: true, viewType: 'NEW_IMAGE' } })).to.deep.equal([
      'PANKA-DDB-011 replicas need stream.viewType NEW_AND_OLD_IMAGES; NEW_IMAGE given',
    ]);
    expect(check({ replicas, billingMode: 'PROVISIONED', readCapacity: 1, writeCapacity: 1 })).to.deep.equal([
      'PANKA-DDB-012 replicas of a PROVISIONED table need autoscaling, or PAY_PER_REQUEST',
    ]);
    expect(check({ replicas, encryption: { kmsKey: 'stack' } })).to.deep.equal([
      'PANKA-DDB-013 replica eu-west-1 needs kmsKey: the customer key of the table is not in that region',
    ]);
  });
});

describe('DynamoDB manifests', () => {
  it('may say pointInTimeRecovery as an object and replicas as regions', () => {
    const { spec } = componentOf(kind, {
      hashKey: ID,
      pointInTimeRecovery: { enabled: false },
      replicas: ['eu-west-1'],
    });
    expect(spec.pointInTimeRecovery).to.equal(false);
    expect(spec.replicas).to.deep.equal([{ region: 'eu-west-1' }]);
  });
  it('get the key of the stack and retention in production', () => {
    const production = componentOf(kind, { hashKey: ID }, { environmentClass: 'production' }).spec;
    expect(production.encryption.kmsKey).to.equal('stack');
    expect(production.deletionPolicy).to.equal('retain');
    expect(componentOf(kind, { hashKey: ID }).spec.encryption.kmsKey).to.equal(undefined);
  });
});
