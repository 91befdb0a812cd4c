import { expect } from 'chai';
import { closedNeeds, sharedNeeds } from '../../../src/adapters/aws-shared/shared-needs.js';
import type { SharedPiece } from '../../../src/sdk/index.js';
import { component, facts } from './test-stack.js';

const of = (needs: ReadonlySet<SharedPiece>) => [...needs].sort();
const kinds: Record<string, readonly SharedPiece[]> = {
  MicroService: ['cluster', 'alarmTopic'],
  S3: ['logsBucket'],
  SQS: ['key'],
};
const needsOf = ({ kind }: { kind: string }) => kinds[kind] ?? [];

describe('what a stack must make', () => {
  it('is what its kinds ask for, and what that needs in turn', () => {
    const components = [component('api/web'), component('api/q', { kind: 'SQS' })];
    expect(of(sharedNeeds(components, needsOf, facts()))).to.deep.equal(['cluster', 'key', 'network']);
  });

  it('leaves out what external components would have needed', () => {
    const there = component('api/web', { spec: { external: { outputs: {} } } });
    expect(of(sharedNeeds([there], needsOf, facts()))).to.deep.equal([]);
  });

  it('has an alarm topic, and a key for it, where any component has alarms', () => {
    const alarmed = component('api/x', { kind: 'X', spec: { alarms: { enabled: true } } });
    expect(of(sharedNeeds([component('api/y', { kind: 'X' })], needsOf, facts()))).to.deep.equal([]);
    expect(of(sharedNeeds([alarmed], needsOf, facts()))).to.deep.equal(['alarmTopic', 'key']);
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
