import type { AwsRuntimeRequest } from '../adapters/aws-target/aws-runtime.js';
import { sandboxFolders } from '../adapters/sandbox-target/sandbox-folders.js';
import type { DeploymentRuntime } from '../core/execution/ports.js';
import { readHead } from '../core/state/read-head.js';
import type { StateAddress } from '../core/state/state-store.js';
import { containerBuilder } from './container-builder.js';
import { lighterPulumi } from './lighter-pulumi.js';

export interface OpenRuntimeRequest extends Omit<AwsRuntimeRequest, 'buildWith' | 'readState' | 'keys'> {
  /** Of the project. */
  readonly folder: string;
  /** Whether no other run begins in this process before this one has ended. */
  readonly isOnly: boolean;
}

/** What a deployment runs on: the simulated cloud of the project, or AWS with the Pulumi CLI. */
export async function openRuntime({ folder, isOnly, ...request }: OpenRuntimeRequest): Promise<DeploymentRuntime> {
  await lighterPulumi();
  const folders = sandboxFolders(folder);
  const readState = (other: StateAddress) => readHead(request.store, other);
  const runtime = { ...request, readState, buildWith: await containerBuilder() };
  if (request.target.name === 'sandbox') {
    const { sandboxRuntime } = await import('../adapters/sandbox-target/sandbox-runtime.js');
    return sandboxRuntime({ ...runtime, folders, oneProgramAtATime: isOnly });
  }
  const { awsRuntime } = await import('../adapters/aws-target/aws-runtime.js');
  return awsRuntime({ ...runtime, keys: folders.keys });
}
