import { expect } from 'chai';
import type { DeploymentV3, ResourceV3 } from '../../../src/core/engine/deployment-v3.js';
import { beforeDelete } from '../../../src/core/execution/before-delete.js';
import type { ComponentRecord } from '../../../src/core/state/state-store.js';
import type { ComponentKind, JsonObject } from '../../../src/sdk/index.js';

const DATABASE = 'aws:rds/instance:Instance';
const TABLE = 'aws:dynamodb/table:Table';
const kind = {
  snapshots: [
    { type: DATABASE, input: 'finalSnapshotIdentifier' },
    {
      type: TABLE,
      call: {
        operation: 'dynamodb:CreateBackup',
        params: ({ id }: { id: string }, name: string) => ({ TableName: id, BackupName: name }),
      },
    },
  ],
} as unknown as ComponentKind;

const resource = (type: string, more: Partial<ResourceV3> = {}): ResourceV3 => ({
  urn: `urn:pulumi:dev::shop::${type}::api/data`,
  type,
  custom: true,
  id: 'thing',
  ...more,
});
const named = { finalSnapshotIdentifier: 'db-final' };
const database = resource(DATABASE, { inputs: named, outputs: { ...named, port: 5432 } });
const table = resource(TABLE);

function prepared(
  resources: readonly ResourceV3[],
  spec: JsonObject = { deletionPolicy: 'snapshot' },
  failure?: Error,
) {
  const calls: unknown[] = [];
  const record = { kind: 'Data', spec } as unknown as ComponentRecord;
  const base: DeploymentV3 = { manifest: { time: '', magic: '', version: '' }, resources: [...resources] };
  const before = beforeDelete({
    base,
    recorded: { 'api/data': record },
    isDoomed: (urn) => !urn.includes('kept'),
    kindOf: () => kind,
    runId: 'run-1',
    clock: { monotonic: () => 0, sleep: async () => {} },
    backOff: () => 1,
    aws: {
      call: async (operation, params) => {
        calls.push([operation, params]);
        if (failure !== undefined) throw failure;
        return {};
      },
    },
  });
  return { before, base, calls };
}

describe('before a delete', () => {
  it('the snapshot that the provider takes has a name of this deployment, in inputs and outputs', () => {
    const { before, base } = prepared([database]);
    expect(before.base?.resources?.[0]?.inputs).to.deep.equal({ finalSnapshotIdentifier: 'db-final-run-1' });
    expect(before.base?.resources?.[0]?.outputs).to.deep.equal({
      finalSnapshotIdentifier: 'db-final-run-1',
      port: 5432,
    });
    expect(base.resources?.[0]).to.equal(database);
  });

  it('leaves what stays, what is retained and what wants no snapshot as it is', () => {
    const kept = { ...database, urn: `${database.urn}-kept` };
    const retained = { ...database, retainOnDelete: true };
    const bare = resource(DATABASE, { inputs: { skipFinalSnapshot: true } });
    expect(prepared([kept, retained, bare]).before.base?.resources).to.deep.equal([kept, retained, bare]);
  });

  it('names the snapshot of a half that an interrupted replacement left, too', () => {
    const half = { ...database, urn: `${database.urn.replace('api/data', 'api/data/kept')}`, delete: true };
    expect(prepared([half]).before.base?.resources?.[0]?.inputs).to.deep.equal({
      finalSnapshotIdentifier: 'db-final-run-1',
    });
  });

  it('a backup is called for, right before the step that deletes', async () => {
    const { before, calls } = prepared([table]);
    await before.step({ op: 'update', urn: table.urn, id: 'thing' });
    expect(calls).to.deep.equal([]);
    await before.step({ op: 'delete', urn: table.urn, id: 'thing' });
    expect(calls).to.deep.equal([['dynamodb:CreateBackup', { TableName: 'thing', BackupName: 'thing-run-1' }]]);
  });

  it('no backup is called for under another deletion policy', async () => {
    const { before, calls } = prepared([table], { deletionPolicy: 'delete' });
    await before.step({ op: 'delete', urn: table.urn, id: 'thing' });
    expect(calls).to.deep.equal([]);
  });

  it('a backup that fails stops the delete, unless there is nothing left to keep', async () => {
    const failing = (name: string) => {
      const { before } = prepared([table], undefined, Object.assign(new Error('no'), { name }));
      return before.step({ op: 'delete', urn: table.urn, id: 'thing' }).then(
        () => 'deleted',
        () => 'stopped',
      );
    };
    expect(await failing('LimitExceededException')).to.equal('stopped');
    expect(await failing('ResourceNotFoundException')).to.equal('deleted');
  });
});
