import { expect } from 'chai';
import { announcedSteps } from '../../../src/adapters/run-thread/announced-steps.js';
import type { OperationType } from '../../../src/core/engine/deployment-v3.js';
import type { JournalEntry } from '../../../src/core/engine/journal-entry.js';
import { urnOf } from '../pulumi-engine/recorded-steps.js';

const type = 'aws:sqs/queue:Queue';

function begin(operation: OperationType, name: string): JournalEntry {
  const resource = { urn: urnOf(name), custom: true, type, id: `${name}-1` };
  const at = { sequenceID: 1, operationID: 1, removeOld: null, removeNew: null };
  return { version: 1, kind: 0, ...at, operation: { type: operation, resource } };
}

describe('the steps that entries of a journal begin', () => {
  it('are the calls of a provider, by the name that panka has for them', () => {
    const end: JournalEntry = { ...begin('creating', 'x'), kind: 1, operation: undefined };
    const steps = announcedSteps([begin('creating', 'a'), end, begin('deleting', 'b')]);
    expect(steps.map(({ op, name }) => `${op} ${name}`)).to.deep.equal(['create a', 'delete b']);
    expect(steps[1]).to.deep.equal({
      ...{ phase: 'started', op: 'delete', urn: urnOf('b'), type, name: 'b', id: 'b-1' },
    });
  });
});
