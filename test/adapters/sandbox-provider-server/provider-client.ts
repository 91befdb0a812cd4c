import type { Client, ClientUnaryCall } from '@grpc/grpc-js';
import type * as messages from '@pulumi/pulumi/proto/provider_pb.js';
import { fromStruct, toStruct } from '../../../src/adapters/pulumi-wire/wire-struct.js';
import { providerProtos } from '../../../src/adapters/sandbox-provider-server/provider-protos.js';
import type { PropertyMap } from '../../../src/core/engine/property-value.js';
import type {
  CheckRequest,
  CheckResult,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  DiffResult,
  FindRequest,
  InvokeRequest,
  PropertyDiffKind,
  ReadRequest,
  ResourceProvider,
  ResourceResult,
  UpdateRequest,
} from '../../../src/core/engine/resource-provider.js';

const { grpc, provider: protos, Struct, Empty, Client: ServiceClient } = providerProtos();
const struct = (properties: PropertyMap) => toStruct(Struct, properties);

type Method = (request: unknown, answer: (error: Error | null, response: unknown) => void) => ClientUnaryCall;

/** A provider behind the plugin protocol, asked as Pulumi's engine asks it. */
export class ProviderClient implements ResourceProvider {
  readonly #client: Client;
  readonly #calls: ClientUnaryCall[] = [];

  constructor(port: number) {
    const options = { 'grpc.max_receive_message_length': -1 };
    this.#client = new ServiceClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), options);
  }

  close(): void {
    this.#client.close();
  }

  /** Ends as a process that is killed: nobody waits for its calls any more. */
  abandon(): void {
    for (const call of this.#calls) call.cancel();
    this.close();
  }

  /** One call by its name in the service; rejects with gRPC's error. */
  call<T>(method: string, request: unknown = new Empty()): Promise<T> {
    const call = (this.#client as unknown as Record<string, Method>)[method] as Method;
    return new Promise((resolve, reject) => {
      const answer = (error: Error | null, response: unknown) => (error ? reject(error) : resolve(response as T));
      this.#calls.push(call.call(this.#client, request, answer));
    });
  }

  async check({ urn, type, olds, news }: CheckRequest): Promise<CheckResult> {
    const request = new protos.CheckRequest().setUrn(urn).setType(type).setNews(struct(news));
    if (olds) request.setOlds(struct(olds));
    const response = await this.call<messages.CheckResponse>('check', request);
    const failures = response.getFailuresList().map((failure) => failure.toObject());
    return { inputs: fromStruct(response.getInputs()), failures };
  }

  async diff(asked: DiffRequest): Promise<DiffResult> {
    const request = new protos.DiffRequest().setUrn(asked.urn).setType(asked.type).setId(asked.id);
    request.setOlds(struct(asked.oldOutputs)).setOldInputs(struct(asked.oldInputs)).setNews(struct(asked.newInputs));
    request.setIgnorechangesList([...asked.ignoreChanges]);
    const response = await this.call<messages.DiffResponse>('diff', request);
    const detailed: Record<string, PropertyDiffKind> = {};
    response.getDetaileddiffMap().forEach((diff, path) => {
      detailed[path] = kindOf(diff.getKind());
    });
    return {
      changes: response.getChanges() === protos.DiffResponse.DiffChanges.DIFF_SOME,
      detailed,
      replaces: response.getReplacesList(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
    };
  }

  async create({ urn, type, inputs, preview, timeout = 0 }: CreateRequest): Promise<ResourceResult> {
    const request = new protos.CreateRequest().setUrn(urn).setType(type).setProperties(struct(inputs));
    request.setPreview(preview).setTimeout(timeout);
    const response = await this.call<messages.CreateResponse>('create', request);
    return { id: response.getId(), outputs: fromStruct(response.getProperties()) };
  }

  async update(asked: UpdateRequest): Promise<ResourceResult> {
    const request = new protos.UpdateRequest().setUrn(asked.urn).setType(asked.type).setId(asked.id);
    request.setOlds(struct(asked.oldOutputs)).setOldInputs(struct(asked.oldInputs)).setNews(struct(asked.inputs));
    request.setPreview(asked.preview).setTimeout(asked.timeout ?? 0);
    const response = await this.call<messages.UpdateResponse>('update', request);
    return { id: asked.id, outputs: fromStruct(response.getProperties()) };
  }

  async delete({ urn, type, id, inputs, outputs, timeout = 0 }: DeleteRequest): Promise<void> {
    const request = new protos.DeleteRequest().setUrn(urn).setType(type).setId(id).setTimeout(timeout);
    await this.call('delete', request.setProperties(struct(outputs)).setOldInputs(struct(inputs)));
  }

  async read({ urn, type, id, inputs }: ReadRequest): Promise<ResourceResult | undefined> {
    const request = new protos.ReadRequest().setUrn(urn).setType(type).setId(id);
    if (inputs) request.setInputs(struct(inputs));
    const response = await this.call<messages.ReadResponse>('read', request);
    if (response.getId() === '') return undefined;
    const outputs = fromStruct(response.getProperties());
    const found = { id: response.getId(), outputs };
    return response.hasInputs() ? { ...found, inputs: fromStruct(response.getInputs()) } : found;
  }

  async invoke({ token, args }: InvokeRequest): Promise<PropertyMap> {
    const request = new protos.InvokeRequest().setTok(token).setArgs(struct(args));
    return fromStruct((await this.call<messages.InvokeResponse>('invoke', request)).getReturn());
  }

  /** No part of the protocol. */
  async find(_request: FindRequest): Promise<readonly string[]> {
    return [];
  }
}

function kindOf(kind: number): PropertyDiffKind {
  const [name = ''] = Object.entries(protos.PropertyDiff.Kind).find(([, value]) => value === kind) ?? [];
  return name.toLowerCase().replace('_', '-') as PropertyDiffKind;
}
