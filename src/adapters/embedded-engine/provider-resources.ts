import { randomUUID } from 'node:crypto';
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
import { isProviderType } from '../../core/engine/urn.js';
import { diffSettings } from '../pulumi-wire/provider-settings.js';
import { flattenReferences } from '../pulumi-wire/resource-references.js';
import { notSupported } from './errors.js';

/** Input by which Pulumi keeps its own settings of a provider apart from the provider's. */
const INTERNAL = '__internal';

/** Serves provider resources, which only exist in the state, and passes everything else on to the cloud. */
export class ProviderResources implements ResourceProvider {
  constructor(private readonly cloud: ResourceProvider) {}

  async check(request: CheckRequest): Promise<CheckResult> {
    if (isProviderType(request.type)) return { inputs: { [INTERNAL]: {}, ...request.news }, failures: [] };
    if (request.type.startsWith('pulumi:')) throw notSupported(`resources of the type "${request.type}"`);
    return this.cloud.check({ ...request, news: flattenReferences(request.news) });
  }

  async diff(request: DiffRequest): Promise<DiffResult> {
    return isProviderType(request.type) ? diffSettings(request.oldInputs, request.newInputs) : this.cloud.diff(request);
  }

  async create(request: CreateRequest): Promise<ResourceResult> {
    if (isProviderType(request.type)) return { id: randomUUID(), outputs: settingsOf(request.inputs) };
    return this.cloud.create(request);
  }

  async update(request: UpdateRequest): Promise<ResourceResult> {
    if (isProviderType(request.type)) return { id: request.id, outputs: settingsOf(request.inputs) };
    return this.cloud.update(request);
  }

  async delete(request: DeleteRequest): Promise<void> {
    if (!isProviderType(request.type)) await this.cloud.delete(request);
  }

  read(request: ReadRequest): Promise<ResourceResult | undefined> {
    return this.cloud.read(request);
  }

  invoke(request: InvokeRequest): Promise<PropertyMap> {
    return this.cloud.invoke(request);
  }

  /** A provider resource exists nowhere but in its record. */
  async find(request: FindRequest): Promise<readonly string[]> {
    return isProviderType(request.type) ? [] : this.cloud.find(request);
  }
}

function settingsOf(inputs: PropertyMap): PropertyMap {
  const { [INTERNAL]: _engine, ...settings } = inputs;
  return settings;
}
