import type {
  AwsApi,
  ComponentKind,
  ComponentOf,
  Json,
  JsonObject,
  MadeResource,
  ResourceModel,
  SandboxCloud,
  SandboxModels,
  SandboxResource,
  Verification,
} from 'panka/sdk';

const AT = { account: '000000000000', region: 'us-east-1', partition: 'aws' };

/** A simulated cloud of one kind's models, small enough to see through: no engine, no files. */
export class TinyCloud implements SandboxCloud, AwsApi {
  private readonly resources: SandboxResource[] = [];

  private constructor(private readonly models: SandboxModels) {}

  static async of<Spec>(kind: ComponentKind<Spec>): Promise<TinyCloud> {
    return new TinyCloud((await kind.sandbox()).default);
  }

  get(type: string, id: string): SandboxResource | undefined {
    return this.resources.find((one) => one.type === type && one.id === id);
  }

  list(type: string): readonly SandboxResource[] {
    return this.resources.filter((one) => one.type === type);
  }

  /** Makes a resource as its model says; throws what AWS would answer. A type of another kind is put as it is. */
  create(type: string, given: JsonObject, outputs: JsonObject = {}): SandboxResource {
    const model = this.models.models.find((one) => one.type === type);
    const made = this.made(model, { ...model?.defaults, ...given });
    const refusal = model?.refuses?.(made, this);
    if (refusal !== undefined) throw new Error(refusal);
    const computed = model?.computed?.(made, this) ?? {};
    const arn: JsonObject = made.arn === '' ? {} : { arn: made.arn };
    const resource = {
      type,
      id: made.id,
      inputs: made.inputs,
      outputs: { ...made.inputs, ...arn, ...computed, ...outputs },
    };
    this.resources.push(resource);
    return resource;
  }

  /** Changes inputs in place. */
  update(resource: SandboxResource, changes: JsonObject): SandboxResource {
    const model = this.models.models.find((one) => one.type === resource.type);
    const inputs = { ...resource.inputs, ...changes };
    const made = { ...this.made(model, inputs), id: resource.id, previous: resource.outputs };
    const refusal = model?.refuses?.(made, this);
    if (refusal !== undefined) throw new Error(refusal);
    return this.replace(resource, {
      ...resource,
      inputs,
      outputs: { ...resource.outputs, ...inputs, ...model?.computed?.(made, this) },
    });
  }

  /** As a person would edit the cloud by hand. */
  edit(resource: SandboxResource, outputs: JsonObject): SandboxResource {
    return this.replace(resource, { ...resource, outputs: { ...resource.outputs, ...outputs } });
  }

  put(resource: SandboxResource): void {
    const before = this.get(resource.type, resource.id);
    if (before === undefined) this.resources.push(resource);
    else this.replace(before, resource);
  }

  /** Deletes it as its model says; throws what AWS would answer. `asked`: the inputs of the state, where they differ. */
  delete(resource: SandboxResource, asked: JsonObject = {}): void {
    const model = this.models.models.find((one) => one.type === resource.type);
    const given = { ...resource.inputs, ...asked };
    const refusal = model?.refusesDelete?.(resource, this, given);
    if (refusal !== undefined) throw new Error(refusal);
    for (const left of model?.leaves?.(resource, this, given) ?? []) this.put(left);
    this.resources.splice(this.resources.indexOf(resource), 1);
  }

  /** What AWS would say against a delete; undefined: nothing. */
  refusalToDelete(resource: SandboxResource): string | undefined {
    return this.models.models
      .find((one) => one.type === resource.type)
      ?.refusesDelete?.(resource, this, resource.inputs);
  }

  async call(operation: string, params: JsonObject): Promise<Json> {
    const answer = this.models.api?.[operation];
    if (answer === undefined) throw new Error(`${operation} is not simulated`);
    return answer(params, this);
  }

  /** One look of the kind's verifier at everything that is here. */
  async verify<Spec>(
    kind: ComponentKind<Spec>,
    component: ComponentOf<Spec>,
    outputs: JsonObject,
    aws: AwsApi = this,
  ): Promise<Verification> {
    const { default: Verifier } = await kind.verifier!();
    const resources = this.resources.map(({ type, id, outputs }) => ({ name: id, type, id, outputs }));
    return new Verifier().check(component, { outputs, resources, aws });
  }

  private replace(old: SandboxResource, now: SandboxResource): SandboxResource {
    this.resources.splice(this.resources.indexOf(old), 1, now);
    return now;
  }

  private made(model: ResourceModel | undefined, inputs: JsonObject): MadeResource {
    const hex = (n: number) => '0123456789abcdef'.repeat(4).slice(0, n);
    const bare = { urn: 'urn', inputs, ...AT, hex, id: '', arn: '' };
    const named = inputs[model?.identity?.[0] ?? 'name'];
    const id = model?.id?.(bare, this) ?? (typeof named === 'string' ? named : `${model?.idPrefix ?? 'id'}-${hex(17)}`);
    const words: Readonly<Record<string, unknown>> = { ...inputs, ...AT, id };
    const arn = (model?.arn ?? '').replaceAll(/\{(\w+)\}/g, (_, word: string) => String(words[word] ?? ''));
    return { ...bare, id, arn };
  }
}
