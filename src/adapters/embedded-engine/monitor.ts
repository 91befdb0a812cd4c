import type { LogRequest } from '@pulumi/pulumi/proto/engine_pb.js';
import type {
  ReadResourceRequest,
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  ResourceCallRequest,
  ResourceInvokeRequest,
  SupportsFeatureRequest,
} from '@pulumi/pulumi/proto/resource_pb.js';
import type { Message } from 'google-protobuf';
import type { PropertyMap } from '../../core/engine/property-value.js';
import { flattenReferences } from '../pulumi-wire/resource-references.js';
import { decodeWire, encodeWire } from '../pulumi-wire/wire-codec.js';
import { Breather } from './breather.js';
import type { DeploymentRun } from './deployment-run.js';
import { notSupported, runStopped } from './errors.js';
import { decodeGoal, decodeRead } from './goal-decoder.js';
import type { Registrar } from './registrar.js';
import type { ResourceOutputs } from './resource-outputs.js';
import type { SdkInternals } from './sdk-internals.js';

/** Answers of one gRPC service by method name. */
export type Handlers = Readonly<Record<string, (request: never) => Promise<Message>>>;

const FEATURES = new Set(['secrets', 'resourceReferences', 'outputValues', 'aliasSpecs', 'deletedWith', 'replaceWith']);

export interface MonitorParts {
  readonly run: DeploymentRun;
  readonly registrar: Registrar;
  readonly outputs: ResourceOutputs;
  readonly sdk: SdkInternals;
}

/** The resource monitor: what a running program says and asks. */
export function monitorHandlers({ run, registrar, outputs, sdk }: MonitorParts): Handlers {
  const { resourceProto, providerProto, Empty } = sdk;
  const breather = new Breather();
  return {
    supportsFeature: async (request: SupportsFeatureRequest) => {
      const response = new resourceProto.SupportsFeatureResponse();
      return response.setHassupport(FEATURES.has(request.getId()));
    },
    getDeploymentInfo: async () => {
      const info = new resourceProto.DeploymentInfo();
      return info.setProject(run.unit.project).setStack(run.unit.stack).setDryrun(run.preview);
    },
    registerResource: async (request: RegisterResourceRequest) => {
      if (request.getRemote()) throw refuse(run, `remote components such as "${request.getType()}"`);
      await breather.breathe();
      const { urn, id, outputs: properties, skipped } = await registrar.register(decodeGoal(request));
      const response = new resourceProto.RegisterResourceResponse();
      response.setUrn(urn).setId(id ?? '');
      response.setObject(toStruct(sdk, properties));
      return response.setResult(skipped ? resourceProto.Result.SKIP : resourceProto.Result.SUCCESS);
    },
    readResource: async (request: ReadResourceRequest) => {
      const { urn, outputs: properties } = await registrar.read(decodeRead(request));
      const response = new resourceProto.ReadResourceResponse();
      return response.setUrn(urn).setProperties(toStruct(sdk, properties));
    },
    registerResourceOutputs: async (request: RegisterResourceOutputsRequest) => {
      outputs.register(request.getUrn(), decodeWire(request.getOutputs()?.toJavaScript() ?? {}));
      return new Empty();
    },
    invoke: async (request: ResourceInvokeRequest) => {
      const args = decodeWire(request.getArgs()?.toJavaScript() ?? {});
      const result = await invoke(run, request.getTok(), args);
      return new providerProto.InvokeResponse().setReturn(toStruct(sdk, result));
    },
    call: async (request: ResourceCallRequest) => {
      throw refuse(run, `calls of provider methods such as "${request.getTok()}"`);
    },
    signalAndWaitForShutdown: async () => new Empty(),
  };
}

/** The engine's own service: logs and the root resource. */
export function engineHandlers(run: DeploymentRun, sdk: SdkInternals): Handlers {
  const { engineProto, Empty } = sdk;
  let root = '';
  return {
    log: async (request: LogRequest) => {
      if (request.getSeverity() === engineProto.LogSeverity.ERROR) reportLogged(run, request);
      return new Empty();
    },
    getRootResource: async () => new engineProto.GetRootResourceResponse().setUrn(root),
    setRootResource: async (request: { getUrn(): string }) => {
      root = request.getUrn();
      return new engineProto.SetRootResourceResponse();
    },
    requirePulumiVersion: async () => new engineProto.RequirePulumiVersionResponse(),
  };
}

function reportLogged(run: DeploymentRun, request: LogRequest): void {
  const message = request.getMessage();
  if (![...run.reported].some((known) => message.includes(known)))
    run.fail(new Error(message), request.getUrn() || undefined);
}

async function invoke(run: DeploymentRun, token: string, args: PropertyMap): Promise<PropertyMap> {
  if (token === 'pulumi:pulumi:getResource') return knownResource(run, String(args['urn']));
  if (token.startsWith('pulumi:')) throw refuse(run, `the function "${token}"`);
  return run.slots.run(async () => {
    if (run.stopped) throw runStopped();
    return run.provider.invoke({ token, args: flattenReferences(args) });
  });
}

/** Recorded here, as the program gets no more than the text. */
function refuse(run: DeploymentRun, what: string): Error {
  const error = notSupported(what);
  run.fail(error);
  run.reported.add(error.message);
  return error;
}

/** By which the SDK turns a reference that it gets into a resource again. */
function knownResource(run: DeploymentRun, urn: string): PropertyMap {
  const resource = run.current.get(urn);
  if (!resource) throw new Error(`unknown resource ${urn}`);
  return { urn, id: resource.state.id ?? '', state: { ...resource.outputs } };
}

function toStruct({ Struct }: SdkInternals, properties: PropertyMap) {
  return Struct.fromJavaScript(encodeWire(properties) as Parameters<typeof Struct.fromJavaScript>[0]);
}
