import { expect } from 'chai';
import type { ApplicationView, ComponentOf, JsonObject } from 'panka/sdk';
import { componentOf, told, viewOf } from '../../common/test/component.js';
import { reference, stranger } from '../../common/test/consumption.js';
import kind from '../src/index.js';

const all = (spec: JsonObject, others: readonly ComponentOf[] = [], view: Partial<ApplicationView> = {}) => {
  const component = componentOf(kind, { sizeGiB: 100, attachTo: { component: 'bastion' }, ...spec });
  return kind.validate?.(component, { ...viewOf([component, ...others]), ...view }) ?? [];
};
const check = (...given: Parameters<typeof all>) => told(all(...given));
const bastion = (spec: JsonObject = {}) => stranger('api/bastion', 'EC2Instance', spec);

describe('EBS validation', () => {
  it('accepts the smallest volume, and one of each type', () => {
    expect(check({}, [bastion()])).to.deep.equal([]);
    for (const type of ['gp2', 'st1', 'sc1']) expect(check({ type, sizeGiB: 125 }), type).to.deep.equal([]);
    for (const type of ['io1', 'io2']) expect(check({ type, iops: 5000, multiAttach: true }), type).to.deep.equal([]);
    expect(check({ iops: 16_000, throughputMiBps: 1000 })).to.deep.equal([]);
    expect(check({ sizeGiB: 1, iops: 3000 })).to.deep.equal([]);
  });

  it('is where its instance is', () => {
    expect(check({ availabilityZone: 'us-east-1b' }, [bastion({ subnet: 'us-east-1a' })])).to.deep.equal([
      'PANKA-EBS-001 attachTo bastion is in us-east-1a but availabilityZone is us-east-1b',
    ]);
    expect(check({ availabilityZone: 'us-east-1b' }, [bastion({ subnet: 'private' })])).to.deep.equal([]);
  });

  it('has size and speed that its type has', () => {
    const wrong: readonly [JsonObject, string][] = [
      [{ type: 'st1', sizeGiB: 100 }, 'sizeGiB 100 is not within 125 to 16384, which st1 has'],
      [{ type: 'gp2', iops: 3000 }, 'iops cannot be set for gp2'],
      [{ type: 'io2' }, 'iops is needed with io2'],
      [{ iops: 2000 }, 'iops 2000 is not within 3000 to 80000, which gp3 has'],
      [{ type: 'io1', sizeGiB: 10, iops: 1000 }, 'iops 1000 needs 20 GiB: io1 has at most 50 a GiB'],
      [{ type: 'gp2', throughputMiBps: 200 }, 'throughputMiBps cannot be set for gp2'],
      [{ throughputMiBps: 1000 }, 'throughputMiBps 1000 needs iops 4000: gp3 has one MiB/s for every 4 operations'],
      [{ iops: 16_000, throughputMiBps: 3000 }, 'throughputMiBps 3000 is not within 125 to 2000, which gp3 has'],
    ];
    for (const [spec, message] of wrong) expect(check(spec)).to.deep.equal([`PANKA-EBS-003 ${message}`]);
  });

  it('is somewhere', () => {
    const component = componentOf(kind, { sizeGiB: 10 });
    expect(told(kind.validate?.(component, viewOf([component])) ?? [])).to.deep.equal([
      'PANKA-EBS-004 availabilityZone is needed where the volume is attached to nothing',
    ]);
  });

  it('is shared by instances only where its type can be', () => {
    expect(check({ multiAttach: true })).to.deep.equal(['PANKA-EBS-005 multiAttach needs type io1 or io2; it is gp3']);
    const mounted = {
      attachTo: { component: 'bastion', mountPath: '/data' },
      multiAttach: true,
      type: 'io2',
      iops: 5000,
    };
    expect(check(mounted, [bastion()])[0]).to.match(
      /^PANKA-EBS-009 mountPath gives the volume a file system of one instance/,
    );
  });

  it('is attached to an instance that stays, and that is one', () => {
    expect(check({}, [bastion({ autoscaling: { min: 1, max: 3 } })])).to.deep.equal([
      'PANKA-EBS-006 attachTo bastion scales by itself: its instances come and go, and none of them can be named',
    ]);
    const [finding] = all({}, [bastion({ count: 3 })]);
    expect(finding).to.include({ code: 'PANKA-EBS-007', severity: 'warning' });
    expect(finding?.message).to.equal('attachTo bastion has 3 instances; the volume is attached to the first');
  });

  it('has a device of its own', () => {
    const other = stranger('ops/logs', 'EBS', { attachTo: { component: 'api/bastion', device: '/dev/sdf' } });
    const attached = reference('api/bastion', 'EC2Instance', { path: '/attachTo/component', reason: 'attachment' });
    const view = { referencesTo: () => [{ from: other, reference: attached }] };
    expect(check({}, [bastion()], view)).to.deep.equal([
      'PANKA-EBS-008 device /dev/sdf of bastion is taken by ops/logs too',
    ]);
    expect(check({ attachTo: { component: 'bastion', device: '/dev/sdg' } }, [bastion()], view)).to.deep.equal([]);
  });

  it('asks nothing of an instance that Panka did not make', () => {
    expect(check({}, [bastion({ external: { outputs: {} }, count: 5 })])).to.deep.equal([]);
  });

  it('waits for its instance, and for no other kind', () => {
    const { spec } = componentOf(kind, { sizeGiB: 10, attachTo: { component: 'bastion' } });
    expect(kind.references?.(spec)).to.deep.equal([
      {
        component: 'bastion',
        path: '/attachTo/component',
        edge: 'needs',
        reason: 'attachment',
        kinds: ['EC2Instance'],
      },
    ]);
  });
});

describe('EBS manifests', () => {
  it('leave a snapshot, and get the key of the stack in production', () => {
    const of = (environmentClass: 'development' | 'production') => {
      const { spec } = componentOf(kind, { sizeGiB: 10, availabilityZone: 'us-east-1a' }, { environmentClass });
      return [spec.deletionPolicy, spec.encryption.kmsKey];
    };
    expect(of('development')).to.deep.equal(['snapshot', undefined]);
    expect(of('production')).to.deep.equal(['snapshot', 'stack']);
  });

  it('cost what the volume has beyond what is included', () => {
    const cost = (spec: JsonObject) =>
      kind.fixedCost?.(componentOf(kind, { availabilityZone: 'us-east-1a', ...spec }).spec);
    expect(cost({ sizeGiB: 100 })).to.deep.equal([{ item: 'ebs-gp3-gb-month', quantity: 100 }]);
    expect(cost({ sizeGiB: 100, iops: 5000, throughputMiBps: 225 })).to.deep.equal([
      { item: 'ebs-gp3-gb-month', quantity: 100 },
      { item: 'ebs-gp3-iops-month', quantity: 2000 },
      { item: 'ebs-gp3-mibps-month', quantity: 100 },
    ]);
    expect(cost({ sizeGiB: 100, type: 'io2', iops: 1000 })).to.deep.include({
      item: 'ebs-io2-iops-month',
      quantity: 1000,
    });
  });
});
