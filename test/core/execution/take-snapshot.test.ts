import { expect } from 'chai';
import { takeSnapshot } from '../../../src/core/execution/take-snapshot.js';
import type { JsonObject, SnapshotCall } from '../../../src/sdk/index.js';

const call: SnapshotCall = {
  operation: 'rds:CreateDBClusterSnapshot',
  params: ({ id }, name) => ({ Of: id, Name: name }),
  longestName: 63,
  ready: {
    operation: 'rds:DescribeDBClusterSnapshots',
    params: (name, made) => ({ Name: name, ...made }),
    state: ({ Status }) => String(Status),
    done: 'available',
  },
};

/** Takes a snapshot from an AWS that tells these states, one at each look; a minute passes before each next one. */
async function taken(states: readonly string[], given: { id?: string; failure?: Error } = {}) {
  const calls: [string, JsonObject][] = [];
  let now = 0;
  let looks = 0;
  const aws = {
    call: async (operation: string, params: JsonObject) => {
      calls.push([operation, params]);
      if (operation === call.operation && given.failure !== undefined) throw given.failure;
      return operation === call.operation ? { Made: true } : { Status: states[Math.min(looks++, states.length - 1)] };
    },
  };
  const clock = {
    monotonic: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
  const resource = { id: given.id ?? 'db', outputs: {} };
  const wanted = { call, resource, prefix: 'panka-', runId: '20261124-001234-abcdef' };
  const failure = await takeSnapshot({ aws, clock, backOff: () => 60_000 } as never, wanted).catch((e: Error) => e);
  return { calls, failure, minutes: now / 60_000 };
}

describe('taking a snapshot', () => {
  it('waits until it is there', async () => {
    const { calls, failure, minutes } = await taken(['creating', 'creating', 'available']);
    expect(failure).to.equal(undefined);
    expect(minutes).to.equal(2);
    expect(calls[0]).to.deep.equal([call.operation, { Of: 'db', Name: 'panka-db-20261124-001234-abcdef' }]);
    expect(calls[1]).to.deep.equal([
      'rds:DescribeDBClusterSnapshots',
      { Name: 'panka-db-20261124-001234-abcdef', Made: true },
    ]);
  });

  it('cuts the begin of a name that AWS would not take, and keeps the hash at its end', async () => {
    const { calls } = await taken(['available'], { id: `shop-production-${'orders-'.repeat(6)}88a2b3` });
    const name = String(calls[0]?.[1]['Name']);
    expect(name).to.match(/^panka-[a-z][a-z-]*-88a2b3-20261124-001234-abcdef$/);
    expect(name.length).to.be.within(58, 63);
  });

  it('goes on where an earlier try of the same deployment began it', async () => {
    const failure = Object.assign(new Error('there'), { name: 'DBClusterSnapshotAlreadyExistsFault' });
    expect((await taken(['available'], { failure })).failure).to.equal(undefined);
  });

  it('rejects when AWS refuses, when it fails and when it takes hours', async () => {
    const refused = await taken(['available'], { failure: new Error('quota') });
    expect(refused.failure).to.have.property('message', 'quota');
    expect((await taken(['creating', 'failed'])).failure).to.have.property('code', 'SnapshotNotReady');
    const endless = await taken(['creating']);
    expect(endless.failure).to.have.property('code', 'SnapshotNotReady');
    expect(endless.minutes).to.equal(240);
  });
});
