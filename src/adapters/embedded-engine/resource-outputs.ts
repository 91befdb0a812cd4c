import { JOURNAL_KIND } from '../../core/engine/journal-entry.js';
import { containsUnknown, propertiesEqual } from '../../core/engine/property-path.js';
import type { PropertyMap, PropertyValue } from '../../core/engine/property-value.js';
import { ROOT_STACK_TYPE } from '../../core/engine/urn.js';
import type { DeploymentRun } from './deployment-run.js';
import type { KnownResource } from './known-resource.js';
import { madeResource } from './resource-state.js';

/** Outputs that components give themselves. Those of the root stack are recorded only if the program succeeds. */
export class ResourceOutputs {
  #stack: { readonly urn: string; readonly outputs: PropertyMap } | undefined;

  constructor(private readonly run: DeploymentRun) {}

  register(urn: string, outputs: PropertyMap): void {
    const resource = this.run.current.get(urn);
    if (!resource) return;
    if (resource.state.type === ROOT_STACK_TYPE) this.#stack = { urn, outputs };
    else this.record(resource, outputs);
  }

  /** The program's outputs, recorded. */
  concludeStack(): PropertyMap {
    if (!this.#stack) return {};
    const { urn, outputs } = this.#stack;
    const resource = this.run.current.get(urn);
    if (resource) this.record(resource, outputs);
    return outputs;
  }

  /** What the stack's outputs were before, for a program that failed. */
  previousStack(): PropertyMap {
    const stack = this.run.base.all.find(({ state }) => state.type === ROOT_STACK_TYPE && !state.delete);
    return stack?.outputs ?? {};
  }

  private record(resource: KnownResource, given: PropertyMap): void {
    const { run } = this;
    const outputs = withoutUnknowns(given);
    if (propertiesEqual(resource.outputs, outputs) || !run.journal) return;
    const { outputs: _before, ...rest } = resource.state;
    const sealed = run.codec.seal(resource.urn, outputs);
    const state = { ...rest, ...(Object.keys(sealed).length > 0 && { outputs: sealed }) };
    run.journal.writeLater([
      { kind: JOURNAL_KIND.outputs, operationID: run.journal.nextOperation(), state, ...resource.removal },
    ]);
    const { origin, inputs } = resource;
    run.current.set(resource.urn, madeResource(run.codec, { origin, state, inputs, outputs }));
  }
}

/** A state holds no unknowns; outputs of what was skipped are left out. */
function withoutUnknowns(outputs: PropertyMap): PropertyMap {
  const known = Object.entries(outputs).filter((entry): entry is [string, PropertyValue] => !containsUnknown(entry[1]));
  return Object.fromEntries(known);
}
