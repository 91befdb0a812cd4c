import { asObjects, look, verdict } from '@panka/plugin-common';
import type { ComponentOf, JsonObject, Verification, Verifier, VerifyContext } from 'panka/sdk';
import type { EfsSpec } from './schema.js';

/** Mount targets take some two minutes, and their name in DNS up to 90 seconds more. */
const LIMIT_SECONDS = 390;

/** A file system works when it and a mount target in each zone are available: before that a task could not mount it. */
export default class EfsVerifier implements Verifier<EfsSpec> {
  readonly limitSeconds = () => LIMIT_SECONDS;

  async check({ address }: ComponentOf<EfsSpec>, { aws, outputs }: VerifyContext): Promise<Verification> {
    const FileSystemId = String(outputs.fileSystemId);
    const wanted = Array.isArray(outputs.mountTargetIds) ? outputs.mountTargetIds.map(String) : [];
    const list = async (operation: string, field: string) => {
      const answer = (await aws.call(`elasticfilesystem:${operation}`, { FileSystemId })) as JsonObject;
      return asObjects(answer[field]);
    };
    return verdict([
      await look(`elasticfilesystem:DescribeFileSystems ${address} is available`, async () => {
        const [found] = await list('DescribeFileSystems', 'FileSystems');
        return found?.LifeCycleState === 'available' ? undefined : `the file system is ${stateOf(found)}`;
      }),
      await look(`elasticfilesystem:DescribeMountTargets ${address} can be mounted`, async () => {
        const found = await list('DescribeMountTargets', 'MountTargets');
        const bad = wanted
          .map((id) => ({ id, target: found.find((one) => one.MountTargetId === id) }))
          .find(({ target }) => target?.LifeCycleState !== 'available');
        return bad === undefined ? undefined : `mount target ${bad.id} is ${stateOf(bad.target)}`;
      }),
    ]);
  }
}

function stateOf(found: JsonObject | undefined): string {
  return found === undefined ? 'not there yet' : String(found.LifeCycleState);
}
