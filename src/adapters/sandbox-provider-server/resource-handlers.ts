import type {
  CheckRequest,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  InvokeRequest,
  ReadRequest,
  UpdateRequest,
} from '@pulumi/pulumi/proto/provider_pb.js';
import type { Message } from 'google-protobuf';
import { incompleteResource, withIncompleteResource } from '../../core/engine/incomplete-resource.js';
import type { PropertyMap } from '../../core/engine/property-value.js';
import type { ResourceProvider, ResourceResult } from '../../core/engine/resource-provider.js';
import { parseUrn } from '../../core/engine/urn.js';
import { flattenReferences } from '../pulumi-wire/resource-references.js';
import { withSecretOutputs } from '../pulumi-wire/secret-outputs.js';
import { fromStruct, toStruct } from '../pulumi-wire/wire-struct.js';
import type { CallScope } from './call-scope.js';
import { diffResponse } from './diff-response.js';
import type { ProviderProtos } from './provider-protos.js';

/** Answers of the service by method name. */
export type Handlers = Readonly<Record<string, (request: never) => Promise<Message>>>;

export interface ResourceParts {
  readonly provider: ResourceProvider;
  readonly protos: ProviderProtos;
  readonly scope: CallScope;
}

/** Every call about resources and look-ups, passed on to the provider. */
export function resourceHandlers({ provider, protos, scope }: ResourceParts): Handlers {
  const { provider: messages, Struct, Empty } = protos;
  const struct = (properties: PropertyMap) => toStruct(Struct, properties);
  return {
    check: async (request: CheckRequest) => {
      const olds = request.hasOlds() ? fromStruct(request.getOlds()) : undefined;
      const news = flattenReferences(fromStruct(request.getNews()));
      const { inputs, failures } = await provider.check({ ...named(request), news, ...(olds && { olds }) });
      const refused = failures.map(({ property, reason }) =>
        new messages.CheckFailure().setProperty(property).setReason(reason),
      );
      return new messages.CheckResponse().setInputs(struct(inputs)).setFailuresList(refused);
    },
    diff: async (request: DiffRequest) =>
      diffResponse(
        messages,
        await provider.diff({
          ...named(request),
          id: request.getId(),
          ...oldsOf(request),
          newInputs: fromStruct(request.getNews()),
          ignoreChanges: request.getIgnorechangesList(),
        }),
      ),
    create: async (request: CreateRequest) => {
      const inputs = fromStruct(request.getProperties());
      const asked = { ...named(request), ...calling(request, scope), inputs };
      const made = await keepingSecrets(inputs, () => provider.create(asked));
      return new messages.CreateResponse().setId(made.id).setProperties(struct(made.outputs));
    },
    update: async (request: UpdateRequest) => {
      const inputs = fromStruct(request.getNews());
      const asked = { ...named(request), ...calling(request, scope), id: request.getId(), inputs };
      const made = await keepingSecrets(inputs, () => provider.update({ ...asked, ...oldsOf(request) }));
      return new messages.UpdateResponse().setProperties(struct(made.outputs));
    },
    delete: async (request: DeleteRequest) => {
      const { timeout, signal } = calling(request, scope);
      const outputs = fromStruct(request.getProperties());
      const inputs = fromStruct(request.getOldInputs());
      await provider.delete({ ...named(request), id: request.getId(), inputs, outputs, timeout, signal });
      return new Empty();
    },
    read: async (request: ReadRequest) => {
      const known = knownOf(request);
      const found = await provider.read({ ...named(request), id: request.getId(), inputs: known });
      if (!found) return new messages.ReadResponse();
      const recorded = fromStruct(request.getProperties());
      const outputs = withSecretOutputs(withSecretOutputs(found.outputs, known ?? {}), recorded);
      const response = new messages.ReadResponse().setId(found.id).setProperties(struct(outputs));
      return found.inputs ? response.setInputs(struct(withSecretOutputs(found.inputs, known ?? {}))) : response;
    },
    invoke: async (request: InvokeRequest) => {
      const args = flattenReferences(fromStruct(request.getArgs()));
      return new messages.InvokeResponse().setReturn(struct(await provider.invoke({ token: request.getTok(), args })));
    },
  };
}

/** CLIs before 3.150 give the type in the URN only. */
function named(request: { getUrn(): string; getType(): string }): { readonly urn: string; readonly type: string } {
  const urn = request.getUrn();
  return { urn, type: request.getType() || parseUrn(urn).type };
}

function oldsOf(request: DiffRequest | UpdateRequest): { oldInputs: PropertyMap; oldOutputs: PropertyMap } {
  return { oldInputs: fromStruct(request.getOldInputs()), oldOutputs: fromStruct(request.getOlds()) };
}

/** A timeout of 0 is none. */
function calling(request: { getTimeout(): number; getPreview?(): boolean }, { signal }: CallScope) {
  return { preview: request.getPreview?.() === true, timeout: request.getTimeout() || undefined, signal };
}

/** What was secret going in is secret coming out, in what a failure has left as well. */
async function keepingSecrets(inputs: PropertyMap, call: () => Promise<ResourceResult>): Promise<ResourceResult> {
  const marked = (made: ResourceResult) => ({ ...made, outputs: withSecretOutputs(made.outputs, inputs) });
  try {
    return marked(await call());
  } catch (error) {
    const made = incompleteResource(error);
    throw made && error instanceof Error ? withIncompleteResource(error, marked(made)) : error;
  }
}

/** Inputs of what is read: none for an import by its id; a `get` gives what its program says as state. */
function knownOf(request: ReadRequest): PropertyMap | undefined {
  const inputs = fromStruct(request.hasInputs() ? request.getInputs() : request.getProperties());
  return Object.keys(inputs).length === 0 ? undefined : inputs;
}
