import { createRequire } from 'node:module';
import type * as grpc from '@grpc/grpc-js';
import type * as engineProto from '@pulumi/pulumi/proto/engine_pb.js';
import type * as providerProto from '@pulumi/pulumi/proto/provider_pb.js';
import type * as resourceProto from '@pulumi/pulumi/proto/resource_pb.js';
import type { Empty } from 'google-protobuf/google/protobuf/empty_pb.js';
import type { Struct } from 'google-protobuf/google/protobuf/struct_pb.js';
import type { TransferProperties } from './sdk-patches.js';

/** What the SDK keeps per program run. Only the part that the engine sets. */
export interface SdkStore {
  readonly settings: { monitor?: unknown; engine?: unknown };
  readonly logErrorCount: number;
}

interface StateModule {
  withLocalStorage<T>(callback: () => Promise<T>): Promise<T>;
  getStore(): SdkStore;
}

type ResetOptions = [
  project: string,
  stack: string,
  parallel: number,
  engineAddr: string,
  monitorAddr: string,
  preview: boolean,
  organization: string,
];

interface SettingsModule {
  resetOptions(...options: ResetOptions): void;
  waitForRPCs(): Promise<void>;
  disconnect(signalShutdown: boolean): Promise<void>;
}

interface StackModule {
  runInPulumiStack(program: () => Promise<unknown>): Promise<unknown>;
}

interface ConfigModule {
  setAllConfig(config: Record<string, string>, secretKeys: readonly string[]): void;
}

/** Modules of the SDK whose exports the engine replaces while a program runs. */
interface Patched {
  readonly debuggable: { debuggablePromise: <T>(promise: Promise<T>, context?: string) => Promise<T> };
  readonly log: { debug: (...message: unknown[]) => Promise<void> };
  readonly rpc: { transferProperties: TransferProperties };
  readonly resource: { Resource: { stackTrace: (skip: number) => readonly unknown[] } };
}

/** The inside of the SDK, which has no public door for an engine in the same process. */
export interface SdkInternals extends Patched {
  readonly state: StateModule;
  readonly settings: SettingsModule;
  readonly stack: StackModule;
  readonly config: ConfigModule;
  readonly grpc: typeof grpc;
  readonly resourceProto: typeof resourceProto;
  readonly providerProto: typeof providerProto;
  readonly engineProto: typeof engineProto;
  readonly Struct: typeof Struct;
  readonly Empty: typeof Empty;
  readonly monitorService: grpc.ServiceDefinition;
  readonly engineService: grpc.ServiceDefinition;
}

let loaded: SdkInternals | undefined;

/** Loads the SDK on first use (0.5 s), all of it from the one copy that the program's resources come from. */
export function sdkInternals(): SdkInternals {
  loaded ??= load();
  return loaded;
}

function load(): SdkInternals {
  const sdk = createRequire(createRequire(import.meta.url).resolve('@pulumi/pulumi'));
  return {
    state: sdk('./runtime/state.js'),
    settings: sdk('./runtime/settings.js'),
    stack: sdk('./runtime/stack.js'),
    config: sdk('./runtime/config.js'),
    debuggable: sdk('./runtime/debuggable.js'),
    log: sdk('./log/index.js'),
    rpc: sdk('./runtime/rpc.js'),
    resource: sdk('./resource.js'),
    grpc: sdk('@grpc/grpc-js'),
    resourceProto: sdk('./proto/resource_pb.js'),
    providerProto: sdk('./proto/provider_pb.js'),
    engineProto: sdk('./proto/engine_pb.js'),
    Struct: sdk('google-protobuf/google/protobuf/struct_pb.js').Struct,
    Empty: sdk('google-protobuf/google/protobuf/empty_pb.js').Empty,
    monitorService: sdk('./proto/resource_grpc_pb.js').ResourceMonitorService,
    engineService: sdk('./proto/engine_grpc_pb.js').EngineService,
  };
}
