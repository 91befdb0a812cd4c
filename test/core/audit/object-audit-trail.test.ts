import { expect } from 'chai';
import type { AuditEntry } from '../../../src/core/audit/audit-entry.js';
import { ObjectAuditTrail } from '../../../src/core/audit/object-audit-trail.js';
import { failureOf } from '../../helpers/failure-of.js';
import { MemoryObjects } from '../state/memory-objects.js';
import { AT } from '../state/state-samples.js';
import { endOf, startOf } from './audit-samples.js';

const NOW = Date.parse('2026-11-23T12:00:00.000Z');
const KEY = 'stacks/shop/prod/audit/2026-11-23/run-1-stack-started.ndjson';

describe('the audit trail', () => {
  let objects: MemoryObjects;
  let trail: ObjectAuditTrail;
  beforeEach(() => {
    objects = new MemoryObjects();
    trail = new ObjectAuditTrail(objects, () => NOW);
  });
  const add = async (...entries: readonly AuditEntry[]) => {
    for (const entry of entries) await trail.append(AT, entry);
  };

  it('is read as it was written, oldest first', async () => {
    await add(endOf('run-1'), startOf('run-1'), startOf('run-0', { at: '2026-11-22T10:00:00.000Z' }));
    const { entries, damaged } = await trail.read(AT, {});
    expect(entries.map(({ run, event }) => `${run} ${event}`)).to.deep.equal([
      'run-0 started',
      'run-1 started',
      'run-1 ended',
    ]);
    expect(entries[1]).to.deep.equal(startOf('run-1'));
    expect(damaged).to.deep.equal([]);
  });

  it('keeps one line of JSON an entry, below its day', async () => {
    await add(startOf('run-1'));
    expect([...objects.stored.keys()]).to.deep.equal([KEY]);
    const text = objects.stored.get(KEY)?.text ?? '';
    expect(text.trimEnd().split('\n')).to.have.length(1);
    expect(JSON.parse(text)).to.include({ object: 'audit', stack: 'shop', environment: 'prod', run: 'run-1' });
  });

  it('never overwrites an entry, and takes its own as the lost reply that it is', async () => {
    await add(startOf('run-1'), startOf('run-1'));
    const before = objects.stored.get(KEY);
    const error = await failureOf(() => trail.append(AT, startOf('run-1', { command: 'panka destroy' })));
    expect(error.code).to.equal('StateConflict');
    expect(objects.stored.get(KEY)).to.equal(before);
  });

  it('names what was edited, and still shows the rest', async () => {
    await add(startOf('run-1'), startOf('run-2'));
    const { text = '', version = '' } = objects.stored.get(KEY) ?? {};
    objects.stored.set(KEY, { text: text.replace('anna', 'otto'), version });
    const { entries, damaged } = await trail.read(AT, {});
    expect(entries.map(({ run }) => run)).to.deep.equal(['run-2']);
    expect(damaged[0]?.place).to.include('run-1-stack-started');
    expect(damaged[0]?.why).to.include('checksum');
  });

  it('reads no more runs than it was asked for, the newest', async () => {
    const names = ['20261121-100000-aaaaaa', '20261122-100000-bbbbbb', '20261123-100000-cccccc'];
    for (const name of names) await add(startOf(name), endOf(name));
    let reads = 0;
    const read = objects.read.bind(objects);
    objects.read = (key) => {
      reads += 1;
      return read(key);
    };
    const { entries, more } = await trail.read(AT, { newest: 2 });
    expect(new Set(entries.map(({ run }) => run))).to.deep.equal(new Set(names.slice(1)));
    expect(more).to.equal(1);
    expect(reads).to.equal(4);
  });

  it('lists only the days that it was asked for', async () => {
    await add(startOf('old', { at: '2026-11-01T10:00:00.000Z' }), startOf('new'));
    const listed: string[] = [];
    const list = objects.list.bind(objects);
    objects.list = (prefix) => {
      listed.push(prefix.slice(-10));
      return list(prefix);
    };
    const { entries } = await trail.read(AT, { since: NOW - 86_400_000 });
    expect(entries.map(({ run }) => run)).to.deep.equal(['new']);
    expect(listed).to.include('2026-11-22').and.include('2026-11-23').and.not.include('2026-11-01');
  });
});
