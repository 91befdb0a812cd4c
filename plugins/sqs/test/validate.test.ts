import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { componentOf, findings, told, viewOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const check = (spec: JsonObject) => told(findings(kind, spec));

describe('SQS validation', () => {
  it('accepts the smallest queue of either type', () => {
    expect(check({})).to.deep.equal([]);
    expect(check({ type: 'fifo', fifoThroughputLimit: 'perMessageGroupId' })).to.deep.equal([]);
  });
  it('adds .fifo itself', () => {
    expect(check({ name: 'orders.fifo' })).to.deep.equal([
      'PANKA-SQS-001 name "orders.fifo" ends with .fifo but type is standard',
    ]);
    const [finding] = findings(kind, { type: 'fifo', name: 'orders.fifo' });
    expect(finding).to.include({
      code: 'PANKA-SQS-001',
      message: 'type fifo: panka adds .fifo; leave it out of name "orders.fifo"',
      suggestion: 'orders',
    });
  });
  it('refuses fields of fifo queues elsewhere', () => {
    expect(check({ deduplicationScope: 'queue' })).to.deep.equal(['PANKA-SQS-002 deduplicationScope needs type: fifo']);
  });
  it('counts throughput per message group only where duplicates are looked for there', () => {
    const spec = { type: 'fifo', deduplicationScope: 'queue', fifoThroughputLimit: 'perMessageGroupId' };
    expect(check(spec)).to.deep.equal([
      'PANKA-SQS-003 fifoThroughputLimit perMessageGroupId needs deduplicationScope messageGroup',
    ]);
  });
  it('wants a dead-letter queue of the same type', () => {
    const dead = componentOf(kind, {}, { name: 'dead' });
    const queue = componentOf(kind, { type: 'fifo', deadLetterQueue: { component: 'dead' } });
    expect(told(kind.validate?.(queue, viewOf([queue, dead])) ?? [])).to.deep.equal([
      'PANKA-SQS-004 the dead-letter queue of a fifo queue must be fifo',
    ]);
  });
  it('wants messages to live longer in the dead-letter queue than in the queue', () => {
    expect(check({ messageRetentionPeriod: 86_400, deadLetterQueue: { retentionPeriod: 3600 } })).to.deep.equal([
      'PANKA-SQS-005 deadLetterQueue.retentionPeriod 3600 is shorter than messageRetentionPeriod 86400: messages would expire on arrival',
    ]);
  });
});
