import { createRequire } from 'node:module';
import type * as grpc from '@grpc/grpc-js';
import type * as pluginProto from '@pulumi/pulumi/proto/plugin_pb.js';
import type * as providerProto from '@pulumi/pulumi/proto/provider_pb.js';
import type * as statusProto from '@pulumi/pulumi/proto/status_pb.js';
import type { Any } from 'google-protobuf/google/protobuf/any_pb.js';
import type { Empty } from 'google-protobuf/google/protobuf/empty_pb.js';
import type { Struct } from 'google-protobuf/google/protobuf/struct_pb.js';

/** What the provider protocol is made of, as the SDK ships it. */
export interface ProviderProtos {
  readonly grpc: typeof grpc;
  readonly provider: typeof providerProto;
  readonly plugin: typeof pluginProto;
  readonly status: typeof statusProto;
  readonly Struct: typeof Struct;
  readonly Empty: typeof Empty;
  readonly Any: typeof Any;
  readonly service: grpc.ServiceDefinition;
  readonly Client: grpc.ServiceClientConstructor;
}

let loaded: ProviderProtos | undefined;

/** Loads gRPC and the messages, not the SDK itself. */
export function providerProtos(): ProviderProtos {
  loaded ??= load();
  return loaded;
}

function load(): ProviderProtos {
  const sdk = createRequire(createRequire(import.meta.url).resolve('@pulumi/pulumi'));
  const services = sdk('./proto/provider_grpc_pb.js');
  return {
    grpc: sdk('@grpc/grpc-js'),
    provider: sdk('./proto/provider_pb.js'),
    plugin: sdk('./proto/plugin_pb.js'),
    status: sdk('./proto/status_pb.js'),
    Struct: sdk('google-protobuf/google/protobuf/struct_pb.js').Struct,
    Empty: sdk('google-protobuf/google/protobuf/empty_pb.js').Empty,
    Any: sdk('google-protobuf/google/protobuf/any_pb.js').Any,
    service: services.ResourceProviderService,
    Client: services.ResourceProviderClient,
  };
}
