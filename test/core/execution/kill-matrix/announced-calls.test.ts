import { expect } from 'chai';
import { JOURNAL_KIND } from '../../../../src/core/engine/journal-entry.js';
import { AnnouncedCalls } from './announced-calls.js';

const WRITE = { to: 'objects', name: 'write', changes: true } as const;
const CREATE = { to: 'cloud', name: 'create', changes: true } as const;
const { begin, success } = JOURNAL_KIND;

describe('the calls that a journal announces', () => {
  it('are waited for until they are made, whatever else has ended without being begun', () => {
    const calls = new AnnouncedCalls();
    calls.see(WRITE, journal(1, [success, 1], [success, 2]));
    expect(calls.isWaiting, 'components are not begun').to.equal(false);
    calls.see(WRITE, journal(2, [begin, 3, 'queue']));
    expect(calls.isWaiting, 'announced').to.equal(true);
    calls.see(CREATE, { urn: 'topic' });
    expect(calls.isWaiting, 'another was made').to.equal(true);
    calls.see(CREATE, { urn: 'queue' });
    expect(calls.isWaiting, 'made').to.equal(false);
  });

  it('end without a call where a step needs none', () => {
    const calls = new AnnouncedCalls();
    calls.see(WRITE, journal(1, [begin, 1, 'provider']));
    calls.see(WRITE, { key: 'other/journal/1', text: '{"entries":[{"kind":1,"operationID":1}]}' });
    expect(calls.isWaiting, "another journal's").to.equal(true);
    calls.see(WRITE, journal(2, [success, 1]));
    expect(calls.isWaiting).to.equal(false);
  });
});

function journal(slot: number, ...entries: readonly (readonly [kind: number, operationID: number, urn?: string])[]) {
  const all = entries.map(([kind, operationID, urn]) => ({
    kind,
    operationID,
    ...(urn !== undefined && { operation: { resource: { urn } } }),
  }));
  return { key: `stack/journal/${slot}`, text: JSON.stringify({ entries: all }) };
}
