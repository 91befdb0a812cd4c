import type { CheckRequest, DiffRequest } from '@pulumi/pulumi/proto/provider_pb.js';
import { diffSettings } from '../pulumi-wire/provider-settings.js';
import { fromStruct } from '../pulumi-wire/wire-struct.js';
import type { CallScope } from './call-scope.js';
import { diffResponse } from './diff-response.js';
import type { ProviderProtos } from './provider-protos.js';
import type { Handlers } from './resource-handlers.js';

export interface PluginParts {
  readonly protos: ProviderProtos;
  readonly scope: CallScope;
  readonly package: string;
  readonly version: string;
  readonly onConfigure?: () => void;
}

/** What is asked of the plugin itself and of provider resources, which exist in the state only. */
export function pluginHandlers({ protos, scope, package: name, version, onConfigure }: PluginParts): Handlers {
  const { provider: messages, plugin, Empty } = protos;
  return {
    handshake: async () =>
      new messages.ProviderHandshakeResponse()
        .setAcceptSecrets(true)
        .setAcceptResources(true)
        .setAcceptOutputs(true)
        .setSupportsAutonamingConfiguration(false),
    getPluginInfo: async () => new plugin.PluginInfo().setVersion(version),
    getSchema: async () => new messages.GetSchemaResponse().setSchema(JSON.stringify({ name, version })),
    getMapping: async () => new messages.GetMappingResponse(),
    getMappings: async () => new messages.GetMappingsResponse(),
    checkConfig: async (request: CheckRequest) => new messages.CheckResponse().setInputs(request.getNews()),
    diffConfig: async (request: DiffRequest) => {
      const olds = request.hasOldInputs() ? request.getOldInputs() : request.getOlds();
      return diffResponse(messages, diffSettings(fromStruct(olds), fromStruct(request.getNews())));
    },
    configure: async () => {
      onConfigure?.();
      const response = new messages.ConfigureResponse().setSupportspreview(true);
      return response.setAcceptsecrets(true).setAcceptresources(true).setAcceptoutputs(true);
    },
    attach: async () => new Empty(),
    cancel: async () => {
      scope.cancel();
      return new Empty();
    },
  };
}
