import { expect } from 'chai';
import { TinyCloud } from '../../common/test/cloud.js';
import { componentOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const QUEUE = 'aws:sqs/queue:Queue';

describe('SQS verification', () => {
  it('asks the queue and its dead-letter queue', async () => {
    const cloud = await TinyCloud.of(kind);
    const queue = cloud.create(QUEUE, { name: 'q' });
    const component = componentOf(kind, {});
    const dlqUrl = queue.id.replace(/q$/, 'q-dlq');
    const verify = () => cloud.verify(kind, component, { queueUrl: String(queue.outputs.url), dlqUrl });
    const first = await verify();
    expect(first.status).to.equal('pending');
    expect(first.checks.map((check) => check.ok)).to.deep.equal([true, false]);
    cloud.create(QUEUE, { name: 'q-dlq' });
    expect((await verify()).status).to.equal('healthy');
  });
});
