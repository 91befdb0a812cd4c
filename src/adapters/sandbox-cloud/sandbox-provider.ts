import { containsUnknown } from '../../core/engine/property-path.js';
import type { PropertyMap } from '../../core/engine/property-value.js';
import type {
  CheckRequest,
  CheckResult,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  DiffResult,
  FindRequest,
  InvokeRequest,
  ReadRequest,
  ResourceProvider,
  ResourceResult,
  UpdateRequest,
} from '../../core/engine/resource-provider.js';
import type { SandboxModels } from '../../sdk/sandbox.js';
import { checkInputs, hideWriteOnly, writeOnlyInputs } from './check-inputs.js';
import type { CloudHome } from './cloud-location.js';
import { diffInputs } from './diff-inputs.js';
import type { FaultOperation, FaultPlan } from './fault-plan.js';
import { findOwned } from './find-owned.js';
import { answerInvoke } from './invokes/answer-invoke.js';
import { type ModelRegistry, registerModels } from './model-registry.js';
import { previewOfCreate, previewOfUpdate, withUnsettled } from './preview-outputs.js';
import { fromPlain, toPlain } from './property-tree.js';
import { logicalName } from './resource-naming.js';
import type { SandboxStore } from './sandbox-store.js';
import { inputsOf, SimulatedCloud } from './simulated-cloud.js';
import type { StoredResource } from './stored-resource.js';
import { type FaultyCall, withFaults } from './with-faults.js';

export const SANDBOX_HOME: CloudHome = { account: '000000000000', region: 'us-east-1' };

export interface SandboxProviderOptions {
  readonly store: SandboxStore;
  /** What the plugins of the used kinds bring; the shared pieces are built in. */
  readonly models: readonly SandboxModels[];
  /** Default 000000000000. */
  readonly account?: string;
  /** Default us-east-1. A resource's own `region` input goes before it. */
  readonly region?: string;
  readonly faults?: FaultPlan;
  /** Tags of the provider, which show in `tagsAll` and not in `tags`. */
  readonly defaultTags?: Readonly<Record<string, string>>;
}

/** A simulated AWS for the embedded engine. Errors of the cloud are CloudErrors, with AWS's codes. */
export class SandboxProvider implements ResourceProvider {
  private readonly registry: ModelRegistry;
  private readonly home: CloudHome;
  private readonly cloud: SimulatedCloud;

  constructor(private readonly options: SandboxProviderOptions) {
    this.registry = registerModels(options.models);
    this.home = {
      account: options.account ?? SANDBOX_HOME.account,
      region: options.region ?? SANDBOX_HOME.region,
    };
    const { store, defaultTags } = options;
    this.cloud = new SimulatedCloud({ store, models: this.registry.models, home: this.home, defaultTags });
  }

  /** False: deployed generically, by echoing its inputs. */
  isModelled(type: string): boolean {
    return this.registry.models.has(type);
  }

  async check(request: CheckRequest): Promise<CheckResult> {
    const model = this.registry.models.get(request.type);
    const { inputs, failures } = checkInputs(request, model);
    const kept = hideWriteOnly(request.type, inputs, model);
    if (failures.length > 0 || containsUnknown(inputs)) return { inputs: kept, failures };
    const objection = this.cloud.objectionTo(request.urn, request.type, inputs);
    return { inputs: kept, failures: objection === undefined ? [] : [{ property: '', reason: objection }] };
  }

  async diff(request: DiffRequest): Promise<DiffResult> {
    return diffInputs(request, this.registry.models.get(request.type));
  }

  async create(request: CreateRequest): Promise<ResourceResult> {
    const { type, inputs } = request;
    if (request.preview) {
      const model = this.registry.models.get(type);
      return { id: '', outputs: previewOfCreate(type, inputs, model, this.home.region) };
    }
    const call = callOf('create', request);
    const made = await withFaults(this.options.faults, call, () => this.cloud.create({ ...request, what: call.what }));
    return { id: made.id, outputs: outputsOf(made) };
  }

  async update(request: UpdateRequest): Promise<ResourceResult> {
    const call = callOf('update', request);
    const wanted = { ...request, what: call.what };
    if (request.preview) return { id: request.id, outputs: this.previewUpdate(request, call.what) };
    const made = await withFaults(this.options.faults, call, () => this.cloud.update(wanted, request.id));
    return { id: made.id, outputs: outputsOf(made) };
  }

  async delete(request: DeleteRequest): Promise<void> {
    const call = callOf('delete', request);
    await withFaults(this.options.faults, call, () => this.cloud.delete({ ...request, what: call.what }, request.id));
  }

  async read(request: ReadRequest): Promise<ResourceResult | undefined> {
    return withFaults(this.options.faults, callOf('read', request), () => {
      const found = this.cloud.find(request.type, request.id, request.inputs);
      if (found === undefined) return undefined;
      const kept = this.stateOnlyOf(request);
      const inputs = { ...fromPlain(inputsOf(found)), ...this.writeOnlyOf(request), ...kept };
      return { id: found.id, inputs, outputs: { ...fromPlain(this.cloud.report(found)), ...kept } };
    });
  }

  async invoke(request: InvokeRequest): Promise<PropertyMap> {
    return answerInvoke(request, this.registry.invokes, this.options.store, this.home);
  }

  async find(request: FindRequest): Promise<readonly string[]> {
    return findOwned(request, this.cloud, this.options.store);
  }

  /** What may be taken over: its own, else whatever holds its name in AWS. */
  async findExisting(request: FindRequest): Promise<readonly string[]> {
    const own = await this.find(request);
    if (own.length > 0) return own;
    return (this.cloud.holders(request.urn, request.type, request.inputs) ?? []).map(({ id }) => id);
  }

  private previewUpdate(request: UpdateRequest, what: string): PropertyMap {
    const model = this.registry.models.get(request.type);
    if (containsUnknown(request.oldOutputs)) return previewOfUpdate(request, model);
    const previous = toPlain(request.oldOutputs).value;
    const imagined = (inputs: PropertyMap) =>
      fromPlain(this.cloud.imagineUpdate({ ...request, inputs, what }, request.id, previous));
    if (!containsUnknown(request.inputs)) return imagined(request.inputs);
    return withUnsettled(previewOfUpdate(request, model), request, imagined);
  }

  /** The cloud does not tell them, so they are what the state says. */
  private writeOnlyOf(request: ReadRequest): PropertyMap {
    return given(request, writeOnlyInputs(request.type, this.registry.models.get(request.type)));
  }

  private stateOnlyOf(request: ReadRequest): PropertyMap {
    return given(request, this.registry.models.get(request.type)?.stateOnly ?? []);
  }
}

function given({ inputs = {} }: ReadRequest, names: readonly string[]): PropertyMap {
  return Object.fromEntries(names.flatMap((name) => (inputs[name] === undefined ? [] : [[name, inputs[name]]])));
}

function outputsOf(resource: StoredResource): PropertyMap {
  return fromPlain({ value: resource.outputs, secrets: resource.secretOutputs });
}

const VERBS = { create: 'creating', update: 'updating', delete: 'deleting', read: 'reading' } as const;

function callOf(
  on: FaultOperation,
  request: { urn: string; type: string; timeout?: number; signal?: AbortSignal },
): FaultyCall {
  const name = logicalName(request.urn);
  const call = { on, type: request.type, name, what: `${VERBS[on]} ${request.type} "${name}"` };
  return { ...call, timeout: request.timeout, signal: request.signal };
}
