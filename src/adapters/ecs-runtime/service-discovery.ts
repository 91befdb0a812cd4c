import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { Declaring, EcsHost } from './ecs-host.js';

const DNS_TTL_SECONDS = 10;

/**
 * How others find the service. Inside ECS by Service Connect (`web.api`); where something outside of ECS calls it, also by
 * a DNS name (`web.api.dev.shop.internal`), which then is the one that is published.
 */
export function internalHost({ cluster }: EcsHost, { workload }: Declaring): string | undefined {
  const { serviceDiscovery, ports } = workload;
  if (serviceDiscovery?.enabled !== true || ports.length === 0) return undefined;
  const { name, dns } = serviceDiscovery;
  return dns ? `${name}.${cluster.namespaceName}` : name;
}

/** Offers the tcp ports where discovery is on; a mere client where it calls services, since the proxy costs memory. */
export function serviceConnect(
  host: EcsHost,
  declaring: Declaring,
): Pick<aws.ecs.ServiceArgs, 'serviceConnectConfiguration'> {
  const { component, context, workload } = declaring;
  const { serviceDiscovery } = workload;
  const offered = serviceDiscovery?.enabled === true ? workload.ports.filter((port) => port.protocol === 'tcp') : [];
  const calls = context.consumed.some(({ provider }) => provider.component.kind === 'MicroService');
  if (offered.length === 0 && !calls) return {};
  return {
    serviceConnectConfiguration: {
      enabled: true,
      namespace: host.cluster.namespaceArn,
      services: offered.map(({ name, port }) => ({
        portName: name,
        // Unique in the namespace, which the alias need not be.
        discoveryName: host.services.names.physical(component, NAME_RULES.serviceDiscovery, name),
        clientAlias: [{ dnsName: serviceDiscovery?.name ?? component.name, port }],
      })),
    },
  };
}

/** Addresses of the tasks in the private DNS namespace. */
export function declareDnsName(host: EcsHost, declaring: Declaring): Pick<aws.ecs.ServiceArgs, 'serviceRegistries'> {
  const { component, context, workload } = declaring;
  const { serviceDiscovery } = workload;
  if (serviceDiscovery?.enabled !== true || !serviceDiscovery.dns) return {};
  const logicalName = context.logicalName('dns');
  const service = new aws.servicediscovery.Service(
    logicalName,
    {
      name: serviceDiscovery.name,
      dnsConfig: {
        namespaceId: host.cluster.namespaceId,
        routingPolicy: 'MULTIVALUE',
        dnsRecords: [{ type: 'A', ttl: DNS_TTL_SECONDS }],
      },
      // ECS reports the health of its tasks.
      healthCheckCustomConfig: { failureThreshold: 1 },
      // The name can't go while tasks are registered, and no one else unregisters them.
      forceDestroy: true,
      tags: host.services.tags.of(component, logicalName),
    },
    context.options({ deleteBeforeReplace: true }),
  );
  return { serviceRegistries: { registryArn: service.arn } };
}
