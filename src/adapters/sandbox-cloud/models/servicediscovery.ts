import type { ResourceModel, SandboxModels } from '../../../sdk/sandbox.js';

const SERVICE = 'aws:servicediscovery/service:Service';
const NAMESPACES = [
  'aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace',
  'aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace',
  'aws:servicediscovery/httpNamespace:HttpNamespace',
] as const;

/** A namespace is named once per VPC (private), or once per account and region. */
function namespace(type: string, more: Partial<ResourceModel>): ResourceModel {
  const named = type === NAMESPACES[0] ? ['name', 'vpc'] : ['name'];
  return {
    type,
    replaces: named,
    identity: named,
    id: ({ hex }) => `ns-${hex(16)}`,
    arn: 'arn:{partition}:servicediscovery:{region}:{account}:namespace/{id}',
    refusesDelete: ({ id }, cloud) =>
      cloud.list(SERVICE).some(({ inputs }) => namespaceOf(inputs) === id)
        ? 'ResourceInUse: Namespace has associated services'
        : undefined,
    ...more,
  };
}

const service: ResourceModel = {
  type: SERVICE,
  replaces: [
    'name',
    'namespaceId',
    'dnsConfig.namespaceId',
    'dnsConfig.routingPolicy',
    'healthCheckCustomConfig',
    'type',
  ],
  id: ({ hex }) => `srv-${hex(16)}`,
  arn: 'arn:{partition}:servicediscovery:{region}:{account}:service/{id}',
  defaults: { forceDestroy: false },
  computed: ({ inputs }) => ({ namespaceId: namespaceOf(inputs) ?? null }),
  refuses: ({ inputs }, cloud) => {
    const id = namespaceOf(inputs);
    return id === undefined || NAMESPACES.some((type) => cloud.get(type, String(id)) !== undefined)
      ? undefined
      : `NamespaceNotFound: Namespace ${String(id)} not found`;
  },
  refusesDelete: ({ id, inputs }, cloud) =>
    inputs.forceDestroy !== true && cloud.list(instance.type).some((one) => one.inputs.serviceId === id)
      ? 'ResourceInUse: Service contains registered instances; delete the instances before deleting the service'
      : undefined,
};

const instance: ResourceModel = {
  type: 'aws:servicediscovery/instance:Instance',
  replaces: ['instanceId', 'serviceId'],
  identity: ['serviceId', 'instanceId'],
  onExisting: 'adopt',
  id: ({ inputs }) => String(inputs.instanceId),
};

function namespaceOf(inputs: { readonly [key: string]: unknown }): string | undefined {
  const inDns = (inputs.dnsConfig as { namespaceId?: string } | undefined)?.namespaceId;
  return (inputs.namespaceId as string | undefined) ?? inDns;
}

const hostedZone: ResourceModel['computed'] = ({ hex }) => ({ hostedZone: `Z${hex(20).toUpperCase()}` });

export const serviceDiscoveryModels: SandboxModels = {
  models: [
    namespace(NAMESPACES[0], { computed: hostedZone }),
    namespace(NAMESPACES[1], { computed: hostedZone }),
    namespace(NAMESPACES[2], { computed: ({ inputs }) => ({ httpName: inputs.name ?? null }) }),
    service,
    instance,
  ],
};
