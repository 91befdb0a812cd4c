import type { PropertyMap, PropertyValue } from '../../core/engine/property-value.js';
import { isSecret } from '../../core/engine/property-value.js';
import type {
  CheckRequest,
  CheckResult,
  CreateRequest,
  DiffResult,
  InvokeRequest,
  ReadRequest,
  ResourceProvider,
  ResourceResult,
} from '../../core/engine/resource-provider.js';
import { nameOfUrn } from '../../core/plan/resource-owner.js';
import type { JsonObject, SandboxCloud } from '../../sdk/index.js';
import type { ModelRegistry } from '../sandbox-cloud/model-registry.js';
import { hexOf } from '../sandbox-cloud/resource-naming.js';
import { typeMetadata } from '../sandbox-cloud/type-metadata.js';
import { outputTokens, tokenised } from './output-tokens.js';

const NOTHING: SandboxCloud = { get: () => undefined, list: () => [] };

/** A cloud in which nothing is made: every output is a reference to where it would come from. */
export class RenderProvider implements ResourceProvider {
  constructor(
    private readonly registry: ModelRegistry,
    private readonly where: { account: string; region: string; partition: string },
  ) {}

  async check(request: CheckRequest): Promise<CheckResult> {
    return { inputs: request.news, failures: [] };
  }

  async create({ urn, type, inputs }: CreateRequest): Promise<ResourceResult> {
    const name = nameOfUrn(urn);
    const plain = plainInputs(inputs);
    const outputs = typeMetadata(type)?.outputs ?? [];
    return {
      id: `\${${name}.id}`,
      outputs: outputTokens({ name, outputs, inputs: plain, example: this.example(urn, type, plain) }) as PropertyMap,
    };
  }

  async read({ id, urn, type, inputs = {} }: ReadRequest): Promise<ResourceResult> {
    const name = nameOfUrn(urn);
    const plain = plainInputs(inputs);
    return {
      id,
      inputs,
      outputs: outputTokens({
        name,
        outputs: typeMetadata(type)?.outputs ?? [],
        inputs: plain,
        example: {},
      }) as PropertyMap,
    };
  }

  async invoke({ token, args }: InvokeRequest): Promise<PropertyMap> {
    const short = token.slice(token.lastIndexOf(':') + 1);
    const invoke = this.registry.invokes.get(token);
    const shape = attempt(() => invoke?.(plainInputs(args), NOTHING, this.where) ?? {});
    return tokenised(`aws:${short}`, shape) as PropertyMap;
  }

  /** Nothing was there before, so none of these is asked. */
  async diff(): Promise<DiffResult> {
    return { changes: false, detailed: {}, replaces: [], deleteBeforeReplace: false };
  }

  async update(request: CreateRequest): Promise<ResourceResult> {
    return this.create(request);
  }

  async delete(): Promise<void> {}

  async find(): Promise<readonly string[]> {
    return [];
  }

  /** Models are written for real inputs and may stumble over references; then the type's own outputs have to do. */
  private example(urn: string, type: string, inputs: JsonObject): JsonObject {
    const model = this.registry.models.get(type);
    const made = { id: 'id', arn: 'arn', urn, inputs, ...this.where, hex: hexOf(urn) };
    return attempt(() => model?.computed?.(made, NOTHING) ?? {});
  }
}

function attempt(make: () => JsonObject): JsonObject {
  try {
    return make();
  } catch {
    return {};
  }
}

function plainInputs(inputs: PropertyMap): JsonObject {
  return Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, plain(value)])) as JsonObject;
}

function plain(value: PropertyValue): unknown {
  if (isSecret(value)) return '[secret]';
  if (Array.isArray(value)) return value.map((item: PropertyValue) => plain(item));
  if (typeof value === 'object' && value !== null) return plainInputs(value as PropertyMap);
  return typeof value === 'symbol' ? null : value;
}
