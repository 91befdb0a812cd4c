import { expect } from 'chai';
import { checksBeforeUnlock, lockStatus } from '../../../src/core/locks/lock-status.js';
import type { LockRecord } from '../../../src/core/locks/lock-store.js';

const NOW = 1_800_000_000;
const lock: LockRecord = {
  ...{ lockKey: 'stack:shop:env:prod:component:orders/api', lockId: 'id-1', lockedBy: 'anna', lockedAt: NOW - 90 },
  ...{ expiresAt: NOW + 3595, fence: 7, beat: 9, leaseSeconds: 30, host: 'ci-3', pid: 41, command: 'panka apply' },
  metadata: { deployment_id: 'd-1' },
};
const at = (holder: string, change: Partial<LockRecord> = {}) =>
  lockStatus({ ...lock, ...change }, { holder, now: NOW, ttlSeconds: 3600 });

describe('the status of a lock', () => {
  it('says its level, its age and when its holder renewed it last', () => {
    expect(at('unknown')).to.include({ level: 'component', ageSeconds: 90, lastBeat: NOW - 5, canBeTakenOver: false });
    expect(at('unknown', { lockKey: 'stack:shop:env:prod:service:orders' }).level).to.equal('service');
    expect(at('unknown', { lockKey: 'stack:shop:env:prod' }).level).to.equal('stack');
  });

  it('says that it can be taken over when its holder is gone or its time is over, and that nothing need be removed', () => {
    for (const free of [at('gone'), at('unknown', { expiresAt: NOW - 1 })]) {
      expect(free.canBeTakenOver).to.equal(true);
      expect(checksBeforeUnlock(free)[0]).to.match(/^not needed/);
    }
  });

  it('names what to look at before it is removed: the process on this machine, or the run on another', () => {
    expect(checksBeforeUnlock(at('alive'))[0]).to.contain('process 41 runs on this machine');
    expect(checksBeforeUnlock(at('unknown'))[0]).to.match(/run \(d-1\) or process 41 on "ci-3"/);
    expect(checksBeforeUnlock(at('unknown', { runUrl: 'https://ci.example/7' }))[0]).to.contain('https://ci.example/7');
  });
});
