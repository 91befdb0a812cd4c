import { expect } from 'chai';
import { closedNeeds } from '../../../src/adapters/aws-shared/shared-needs.js';
import type { SharedPiece } from '../../../src/sdk/index.js';
import { facts } from './test-stack.js';

const of = (needs: ReadonlySet<SharedPiece>) => [...needs].sort();

describe('what a stack must make', () => {
  it('is what its kinds ask for, and what that needs in turn', () => {
    expect(of(closedNeeds(new Set(['cluster', 'key']), facts()))).to.deep.equal(['cluster', 'key', 'network']);
    expect(of(closedNeeds(new Set(['alarmTopic']), facts()))).to.deep.equal(['alarmTopic', 'key']);
  });

  it('leaves out what the infrastructure documents provide', () => {
    const { infra } = facts({
      infra: {
        defaults: { encryption: { key: 'aws-managed' } },
        observability: { alarms: { topicArn: 'arn:topic' } },
        security: { accessLogs: { bucket: 'logs' } },
      },
    });
    expect(of(closedNeeds(new Set(['key', 'alarmTopic', 'logsBucket', 'scheduleGroup']), { infra }))).to.deep.equal([
      'scheduleGroup',
    ]);
  });

  it('has a key where Security wants keys of its own', () => {
    const { infra } = facts({ infra: { security: { encryption: { customerManagedKeys: true } } } });
    expect(of(closedNeeds(new Set(), { infra }))).to.deep.equal(['key']);
  });
});
