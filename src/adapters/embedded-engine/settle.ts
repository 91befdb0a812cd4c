import type { SettleResult } from '../../core/engine/deployment-engine.js';
import { requireIntegrity } from '../../core/engine/deployment-integrity.js';
import type { DeploymentV3, OperationV2, ResourceV3 } from '../../core/engine/deployment-v3.js';
import { resolveAliases } from '../../core/engine/rebuild-references.js';
import type { FindRequest, ResourceProvider } from '../../core/engine/resource-provider.js';
import { referencesOf } from '../../core/engine/resource-references.js';
import { parseUrn } from '../../core/engine/urn.js';
import { withSecretOutputs } from '../pulumi-wire/secret-outputs.js';
import { KnownResource } from './known-resource.js';
import { observe } from './observed-state.js';
import type { StateCodec } from './state-codec.js';

export interface SettlingTools {
  /** `find` says `unknown` where it cannot tell. */
  readonly provider: Pick<ResourceProvider, 'read'> & {
    find(request: FindRequest): Promise<readonly string[] | 'unknown'>;
  };
  readonly codec: StateCodec;
  /** Looks for creations alone: updates and deletions are left for the next run to do again. */
  readonly onlyCreations?: boolean;
}

/**
 * Settles what an interrupted run left pending, by looking at the cloud: a create is adopted or forgotten; of an update, the
 * record takes what is there; of a delete, the record goes if the resource is gone. What can't be decided stays pending.
 */
export async function settlePending(base: DeploymentV3, tools: SettlingTools): Promise<SettleResult> {
  const settling = new Settling(base.resources ?? [], tools);
  for (const operation of base.pending_operations ?? []) await settling.settle(operation);
  const { adopted, forgotten, undecided, pending } = settling;
  const { resources: _before, pending_operations: _settled, ...rest } = base;
  const resources = resolveAliases(settling.resources);
  const deployment: DeploymentV3 = {
    ...rest,
    ...(resources.length > 0 && { resources }),
    ...(pending.length > 0 && { pending_operations: pending }),
  };
  requireIntegrity(deployment);
  return { deployment, adopted, forgotten, undecided };
}

class Settling {
  readonly resources: ResourceV3[];
  readonly adopted: string[] = [];
  readonly forgotten: string[] = [];
  readonly undecided: { readonly urn: string; readonly advice: string }[] = [];
  readonly pending: OperationV2[] = [];

  constructor(
    resources: readonly ResourceV3[],
    private readonly tools: SettlingTools,
  ) {
    this.resources = [...resources];
  }

  async settle(operation: OperationV2): Promise<void> {
    const { resource, type } = operation;
    if (type === 'creating') return this.settleCreate(operation);
    const looks = this.tools.onlyCreations !== true;
    if (looks && type === 'updating') await this.settleUpdate(resource);
    if (looks && type === 'deleting') await this.settleDelete(resource);
    this.forgotten.push(resource.urn);
  }

  private async settleCreate(operation: OperationV2): Promise<void> {
    const { resource } = operation;
    const { urn, type } = resource;
    const inputs = this.tools.codec.open(urn, resource.inputs);
    // What was deleted for its replacement may have had the same id: then the find is the replacement.
    const standing = this.resources.filter((known) => known.type === type && known.pendingReplacement !== true);
    const recorded = new Set(standing.map(({ id }) => id));
    const found = await this.tools.provider.find({ urn, type, inputs });
    if (found === 'unknown') return this.leave(operation, []);
    const ids = found.filter((id) => !recorded.has(id));
    const [id, ...more] = ids;
    if (id === undefined) {
      this.forgotten.push(urn);
    } else if (more.length > 0) {
      this.leave(operation, ids);
    } else if (await this.adopt(resource, id)) this.adopted.push(urn);
    else this.forgotten.push(urn);
  }

  private leave(operation: OperationV2, ids: readonly string[]): void {
    this.pending.push(operation);
    this.undecided.push({ urn: operation.resource.urn, advice: adviceFor(operation.resource, ids) });
  }

  /** False when it is gone by now. */
  private async adopt(intended: ResourceV3, id: string): Promise<boolean> {
    const { provider, codec } = this.tools;
    const { urn, type } = intended;
    const inputs = codec.open(urn, intended.inputs);
    const found = await provider.read({ urn, type, id, inputs });
    if (!found) return false;
    const outputs = withSecretOutputs(found.outputs, inputs, intended.additionalSecretOutputs);
    const now = new Date().toISOString();
    this.insert({ ...intended, id, outputs: codec.seal(urn, outputs), created: now, modified: now });
    return true;
  }

  /** Before the one that it was to replace, so that what depends on the URN still comes after it. */
  private insert(made: ResourceV3): void {
    const at = this.indexOf(made);
    const before = this.resources[at];
    if (!before) this.resources.push(made);
    else if (before.pendingReplacement) this.resources.splice(at, 1, made);
    else this.resources.splice(at, 1, made, { ...before, delete: true });
  }

  private async settleUpdate(intended: ResourceV3): Promise<void> {
    const at = this.indexOf(intended);
    const known = this.resources[at];
    if (!known) return;
    const found = await this.read(known);
    if (!found) return;
    const recorded = new KnownResource({ kind: 'base', index: at }, known, this.tools.codec);
    const { state } = observe(this.tools.codec, recorded, found);
    // What was to be made good by the update that was interrupted is still to be made good.
    this.resources[at] = known.initErrors ? { ...state, initErrors: known.initErrors } : state;
  }

  private async settleDelete(deleted: ResourceV3): Promise<void> {
    const at = this.resources.findIndex((known) => known.urn === deleted.urn && known.id === deleted.id);
    const known = this.resources[at];
    if (!known?.custom || known.external || known.retainOnDelete || (await this.read(known))) return;
    const others = this.resources.filter((other) => other !== known);
    const needed = others.some((other) => referencesOf(other).some(({ urn }) => urn === known.urn));
    const replaced = others.some(({ urn }) => urn === known.urn);
    if (!needed || replaced) this.resources.splice(at, 1);
    else if (!known.delete) this.resources[at] = { ...known, pendingReplacement: true };
  }

  private read({ urn, type, id, inputs }: ResourceV3) {
    return this.tools.provider.read({ urn, type, id: id ?? '', inputs: this.tools.codec.open(urn, inputs) });
  }

  /** The live record of this URN, or of the URN that it had before. */
  private indexOf({ urn, aliases = [] }: ResourceV3): number {
    const names = new Set([urn, ...aliases]);
    return this.resources.findIndex((known) => !known.delete && names.has(known.urn));
  }
}

function adviceFor({ urn, type, inputs = {} }: ResourceV3, ids: readonly string[]): string {
  const began = `an interrupted run began to make this ${type}`;
  if (ids.length > 0)
    return `${began}, and ${ids.length} exist that it may have made: ${ids.join(', ')}; delete all but one of them, then run the command again`;
  const names = ['name', 'bucket', 'identifier', 'roleName', 'role', 'functionName'].map((key) => inputs[key]);
  const name = names.find((value) => typeof value === 'string') ?? parseUrn(urn).name;
  return `${began} (${name}), and AWS cannot be asked whether it is there: if it is, delete it; then forget the step with panka state rm '${urn}', and run the command again`;
}
