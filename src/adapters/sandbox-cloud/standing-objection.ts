import type { SandboxCloud, SandboxResource } from '../../sdk/sandbox.js';
import { draftOf } from './make-resource.js';
import { type CloudContext, hideSecrets, prepare, type Wanted, withSeed } from './prepare-request.js';

/**
 * Why the model refuses the inputs, if it does so without looking into the cloud: a check comes before the resource's
 * dependencies are made, so what the cloud lacks then is no reason.
 */
export function standingObjection(context: CloudContext, wanted: Wanted): string | undefined {
  const model = context.models.get(wanted.type);
  if (model?.refuses === undefined) return undefined;
  const prepared = prepare(context, wanted);
  const request = withSeed(prepared, 0);
  const cloud = new WatchedCloud(context.store.in(request.at.region));
  const refusal = model.refuses(draftOf({ ...request, inputs: prepared.all }), cloud);
  return refusal === undefined || cloud.looked ? undefined : hideSecrets(refusal, prepared.all);
}

class WatchedCloud implements SandboxCloud {
  looked = false;

  constructor(private readonly cloud: SandboxCloud) {}

  get(type: string, id: string): SandboxResource | undefined {
    this.looked = true;
    return this.cloud.get(type, id);
  }

  list(type: string): readonly SandboxResource[] {
    this.looked = true;
    return this.cloud.list(type);
  }
}
