import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { deploymentProblems } from '../../../src/core/engine/deployment-integrity.js';
import type { DeploymentEvent } from '../../../src/core/execution/events.js';
import type { LockGranularity } from '../../../src/core/locks/lock-store.js';
import type { StateStore } from '../../../src/core/state/state-store.js';
import { failureOf } from '../../helpers/failure-of.js';
import { AT, mortal, network, queue, shop, UnitProject, worker } from './unit-project.js';

const documents = (granularity: LockGranularity) =>
  shop(
    granularity,
    network(),
    queue('orders/incoming'),
    worker('api/handler', { QUEUE: 'orders/incoming' }, { vpc: { enabled: true } }),
  );
const LEVELS: readonly LockGranularity[] = ['stack', 'service', 'component'];
const WRITES = ['writeState', 'writeCheckpoint', 'keep', 'prune', 'append'];

describe('changing the lockGranularity of a deployed stack', () => {
  let project: UnitProject;
  beforeEach(() => {
    project = new UnitProject();
  });
  afterEach(() => project.remove());

  const cloud = () => {
    const folder = join(project.folder, '.panka', 'sandbox');
    return readdirSync(folder)
      .sort()
      .map((file) => `${file} ${readFileSync(join(folder, file), 'utf8')}`);
  };
  /** URNs of everything custom, by unit. */
  const checkpoints = async () => {
    const found: Record<string, string[]> = {};
    for (const unit of (await project.state.units.list?.(AT)) ?? []) {
      const read = await project.state.units.readCheckpoint(AT, unit);
      const resources = read.found ? (read.value.resources ?? []) : [];
      const owned = resources.filter(({ custom, type }) => custom && !type.startsWith('pulumi:'));
      if (owned.length > 0) found[unit] = owned.map(({ urn }) => urn).sort();
    }
    return found;
  };

  it('is refused with what to type, by apply and from both sides', async () => {
    await project.apply(documents('stack'));
    for (const run of [
      project.apply(documents('service')),
      project.apply(documents('service'), { filter: { services: ['orders'] } }),
    ]) {
      const failure = await failureOf(run);
      expect(failure).to.have.property('code', 'LockGranularityChanged');
      expect(failure.suggestions[0]).to.match(/^panka locks migrate /);
    }
    await project.migrate(documents('service'));
    expect(await failureOf(project.apply(documents('stack')))).to.have.property('code', 'LockGranularityChanged');
  });

  for (const from of LEVELS)
    for (const to of LEVELS.filter((level) => level !== from))
      it(`moves every record from ${from} to ${to} and leaves the cloud alone`, async () => {
        await project.apply(documents(from));
        const before = {
          cloud: cloud(),
          urns: Object.values(await checkpoints())
            .flat()
            .sort(),
        };
        const migration = await project.migrate(documents(to));
        expect(migration).to.include({ status: 'succeeded', from, to });
        expect(cloud()).to.deep.equal(before.cloud);
        const after = await checkpoints();
        expect(Object.values(after).flat().sort()).to.deep.equal(before.urns);
        expect(Object.keys(after)).to.deep.equal(Object.keys((await project.head()).units).sort());
        expect((await project.apply(documents(to))).status).to.equal('nothing-to-do');
        expect((await project.migrate(documents(to))).status).to.equal('nothing-to-do');
      });

  it('keeps the order of deletion: who needs another one goes before it', async () => {
    await project.apply(documents('service'));
    await project.migrate(documents('stack'));
    const read = await project.state.units.readCheckpoint(AT, 'stack');
    expect(read.found && deploymentProblems(read.value)).to.deep.equal([]);
    const deleted: string[] = [];
    const emit = (event: DeploymentEvent) => {
      if (event.type === 'resource' && event.event.phase === 'done') deleted.push(event.event.name);
    };
    expect((await project.destroy({ emit })).status).to.equal('succeeded');
    expect(deleted.indexOf('api/handler')).to.be.greaterThan(-1);
    expect(deleted.indexOf('api/handler')).to.be.lessThan(deleted.indexOf('orders/incoming'));
    expect(deleted.indexOf('api/handler')).to.be.lessThan(deleted.indexOf('shared/vpc'));
    expect(project.cloud()).to.deep.equal([]);
  });

  it('can be run again after it was killed at any of its writes', async () => {
    await project.apply(documents('stack'));
    const before = {
      cloud: cloud(),
      urns: Object.values(await checkpoints())
        .flat()
        .sort(),
    };
    let [from, to]: LockGranularity[] = ['stack', 'service'];
    let deaths = 0;
    for (let at = 1; ; at += 1) {
      let writes = 0;
      let isDead = false;
      const dies = (call: string) => {
        if (WRITES.includes(call)) writes += 1;
        isDead ||= writes === at && WRITES.includes(call);
        return isDead;
      };
      const state = (own: StateStore) => mortal(own, dies);
      const locks = mortal(project.locks, () => isDead);
      const end = await project.migrate(documents(to!), { state, locks }).then(
        () => 'done',
        () => 'died',
      );
      if (!isDead) {
        expect(end).to.equal('done');
        break;
      }
      deaths += 1;
      const level = (await project.head()).lockGranularity ?? 'stack';
      expect([from, to]).to.include(level);
      // Whoever comes next at the level that counts finds all of it.
      const options = { processAlive: async () => 'gone' };
      expect((await project.apply(documents(level), options)).status).to.equal('nothing-to-do');
      await project.migrate(documents(to!), options);
      const after = await checkpoints();
      expect(Object.values(after).flat().sort()).to.deep.equal(before.urns);
      expect(cloud()).to.deep.equal(before.cloud);
      expect((await project.apply(documents(to!), options)).status).to.equal('nothing-to-do');
      [from, to] = [to!, from!];
    }
    expect(deaths).to.be.greaterThan(6);
  });

  it('finishes first what an interrupted run has left', async () => {
    await project.apply(documents('service'));
    const more = (granularity: LockGranularity) => [
      ...documents(granularity),
      queue('orders/second'),
      queue('orders/third'),
    ];
    await project.crash(more('service'), { filter: { services: ['orders'] }, after: 'orders/second' });
    const migration = await project.migrate(more('stack'), { processAlive: async () => 'gone' });
    expect(migration).to.include({ status: 'succeeded', from: 'service', to: 'stack' });
    expect((await project.apply(more('stack'))).status).to.equal('succeeded');
    expect(project.cloud('aws:sqs/queue:Queue').filter((name) => name === 'orders/second')).to.have.length(1);
  });

  it('is not confused by what interrupted runs of the other level have left', async () => {
    await project.apply(documents('stack'));
    const changed = (granularity: LockGranularity, seconds: number) => [
      ...documents(granularity),
      queue('orders/second', { visibilityTimeout: seconds }),
    ];
    await project.crash(changed('stack', 30), { after: 'orders/second' });
    const gone = { processAlive: async () => 'gone' };
    expect((await project.apply(changed('stack', 30), gone)).status).to.equal('succeeded');
    await project.migrate(changed('service', 30));
    expect((await project.apply(changed('service', 30))).status).to.equal('nothing-to-do');
    expect((await project.apply(changed('service', 60))).status).to.equal('succeeded');
    await project.migrate(changed('stack', 60));
    expect((await project.apply(changed('stack', 90))).status).to.equal('succeeded');
    await project.migrate(changed('service', 90));
    expect((await project.destroy()).status).to.equal('succeeded');
    expect(project.cloud()).to.deep.equal([]);
  });
});
