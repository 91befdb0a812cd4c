import { asObject, asObjects, type Look, look, verdict } from '@panka/plugin-common';
import type { ComponentOf, JsonObject, Verification, Verifier, VerifyContext } from 'panka/sdk';
import type { EbsSpec } from './schema.js';

const ATTACHMENT = 'aws:ec2/volumeAttachment:VolumeAttachment';

/** A volume works when it is attached as asked to a machine that runs, and its last change of size or speed is usable. */
export default class EbsVerifier implements Verifier<EbsSpec> {
  readonly limitSeconds = () => 300;

  async check(component: ComponentOf<EbsSpec>, context: VerifyContext): Promise<Verification> {
    const id = String(context.outputs.volumeId);
    return verdict([
      await attached(component, context, id),
      await modified(component.address, context, id),
      ...(await machines(component.address, context)),
    ]);
  }
}

function attached({ address, spec }: ComponentOf<EbsSpec>, context: VerifyContext, id: string): Promise<Look> {
  const wanted = spec.attachTo === undefined ? 'available' : 'in-use';
  return look(`ec2:DescribeVolumes ${address} is ${wanted}`, async () => {
    const answer = asObject(await context.aws.call('ec2:DescribeVolumes', { VolumeIds: [id] }));
    const [volume = {}] = asObjects(answer.Volumes);
    // Something may hold a volume that Panka attaches to nothing.
    if (volume.State !== wanted && !(wanted === 'available' && volume.State === 'in-use'))
      return `the volume is ${String(volume.State)}`;
    return spec.attachTo === undefined ? undefined : attachmentProblem(volume, spec.attachTo.device);
  });
}

function attachmentProblem(volume: JsonObject, device: string): string | undefined {
  const own = asObjects(volume.Attachments).find((attachment) => attachment.Device === device);
  if (own === undefined) return `it is not attached as ${device}`;
  return own.State === 'attached' ? undefined : `the attachment as ${device} is ${String(own.State)}`;
}

/** `optimizing` is as good as done: the new size and speed are there. */
async function modified(address: string, context: VerifyContext, id: string): Promise<Look> {
  let fatal = false;
  const seen = await look(`ec2:DescribeVolumesModifications ${address}`, async () => {
    const Filters = [{ Name: 'volume-id', Values: [id] }];
    const answer = asObject(await context.aws.call('ec2:DescribeVolumesModifications', { Filters }));
    const [last] = asObjects(answer.VolumesModifications);
    fatal = last?.ModificationState === 'failed';
    if (fatal) return `the change failed: ${String(last?.StatusMessage ?? 'no reason given')}`;
    return last?.ModificationState === 'modifying' ? 'the change is under way' : undefined;
  });
  return { ...seen, fatal };
}

/** An instance is stopped before a volume is taken from it, and nobody starts it again. */
function machines(address: string, { aws, resources }: VerifyContext): Promise<Look[]> {
  const attachments = resources.filter(({ type }) => type === ATTACHMENT);
  return Promise.all(
    attachments.map(({ outputs }) => {
      const id = String(outputs.instanceId);
      return look(`ec2:DescribeInstanceStatus instance of ${address} runs`, async () => {
        const params = { InstanceIds: [id], IncludeAllInstances: true };
        const answer = asObject(await aws.call('ec2:DescribeInstanceStatus', params).catch(nobody));
        const [found] = asObjects(answer.InstanceStatuses);
        const { Name } = asObject(found?.InstanceState);
        return Name === 'stopped' || Name === 'stopping'
          ? `instance ${id} is ${Name}: aws ec2 start-instances --instance-ids ${id}`
          : undefined;
      });
    }),
  );
}

/** An instance that AWS does not know runs for nobody: what is wrong with that is told of the attachment. */
function nobody(error: unknown): JsonObject {
  if (error instanceof Error && /NotFound/.test(`${error.name} ${error.message}`)) return {};
  throw error;
}
