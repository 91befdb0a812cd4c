import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { ProvidedComponent } from 'panka/sdk';
import { componentOf, told, viewOf } from '../../common/test/component.js';
import { reference } from '../../common/test/consumption.js';
import { translate } from '../../common/test/translation.js';
import machine from '../../ec2instance/src/index.js';
import kind from '../src/index.js';

const INSTANCE = 'aws:ec2/instance:Instance';
const attachTo = { component: 'bastion', device: '/dev/sdg', mountPath: '/var/lib/data' };
const references = [reference('api/bastion', 'EC2Instance', { path: '/attachTo/component', reason: 'attachment' })];
const disk = componentOf(kind, { sizeGiB: 50, attachTo }, { name: 'data', references });
const bastion = componentOf(machine, { instanceType: 't4g.small', subnet: 'us-east-1b' }, { name: 'bastion' });

/** The real instance, with the real volume attached to it. */
async function attached() {
  const given = {
    components: { 'api/data': disk as never },
    incoming: references.map((one) => ({ from: 'api/data', reference: one })),
    lookups: { 'aws:ssm/getParameter:getParameter': { insecureValue: 'ami-newest' } },
  };
  const instance = await translate(machine, bastion, given);
  const outputs = Object.fromEntries(
    Object.entries(instance.translation.outputs).map(([name, value]) => [name, pulumi.output(value)]),
  );
  const provided: ProvidedComponent = { component: bastion as never, outputs, provides: {} };
  return { instance, volume: await translate(kind, disk, { provided: { 'api/bastion': provided } }) };
}

describe('a volume that is attached to an instance', () => {
  it('is in its zone, and is mounted by it', async () => {
    const { instance, volume } = await attached();
    expect(volume.of('aws:ebs/volume:Volume')[0]?.inputs).to.include({ availabilityZone: 'us-east-1b' });
    expect(volume.of('aws:ec2/volumeAttachment:VolumeAttachment')[0]?.inputs).to.include({
      instanceId: 'api/bastion-id',
      deviceName: '/dev/sdg',
    });
    expect(String(instance.of(INSTANCE)[0]?.inputs.userData)).to.include('mount_when_there /dev/sdg /var/lib/data &');
  });

  it('is told where the instance is and that groups have no disks', () => {
    const elsewhere = componentOf(kind, { sizeGiB: 50, attachTo, availabilityZone: 'us-east-1a' });
    expect(told(kind.validate?.(elsewhere, viewOf([elsewhere, bastion])) ?? [])).to.deep.equal([
      'PANKA-EBS-001 attachTo bastion is in us-east-1b but availabilityZone is us-east-1a',
    ]);
    const fleet = componentOf(
      machine,
      { instanceType: 't4g.small', autoscaling: { min: 1, max: 2 } },
      { name: 'bastion' },
    );
    expect(told(kind.validate?.(disk, viewOf([disk, fleet])) ?? [])[0]).to.match(/^PANKA-EBS-006/);
  });
});
