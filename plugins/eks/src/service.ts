import { Service } from '@pulumi/kubernetes/core/v1/service.js';
import * as pulumi from '@pulumi/pulumi';
import type { Workload } from 'panka/sdk';
import { portName } from './container.js';
import type { Declaring, EksHost } from './eks-host.js';
import { metaOf, objectOptions, selectorOf } from './object-meta.js';

export interface DeclaredService {
  readonly resource: Service;
  readonly name: string;
  /** Name within the cluster, known once the Service is there. */
  readonly host: pulumi.Output<string>;
}

/** None where the workload has no ports, or is not to be found and nothing leads to it. */
export function hasService({ ports, serviceDiscovery, targetGroups }: Workload): boolean {
  return ports.length > 0 && (serviceDiscovery?.enabled === true || targetGroups.length > 0);
}

/** The workload under one name and address. */
export function declareService(host: EksHost, declaring: Declaring): DeclaredService | undefined {
  const { workload, context } = declaring;
  if (!hasService(workload)) return undefined;
  const metadata = metaOf(host, declaring);
  const resource = new Service(
    context.logicalName('service'),
    {
      metadata,
      spec: {
        type: 'ClusterIP',
        selector: selectorOf(host, declaring),
        ports: [...workload.ports.map(declaredPort), ...targetPorts(declaring)],
      },
    },
    objectOptions(host, declaring),
  );
  const address = pulumi.interpolate`${metadata.name}.${host.namespace}.svc.cluster.local`;
  return {
    resource,
    name: metadata.name,
    host: pulumi.all([address, resource.id]).apply(([text]) => text),
  };
}

function declaredPort({ name, port, protocol, appProtocol }: Workload['ports'][number], index: number) {
  return {
    name: portName(name, index),
    port,
    targetPort: port,
    protocol: protocol.toUpperCase(),
    ...(appProtocol === undefined ? {} : { appProtocol: APP_PROTOCOLS[appProtocol] }),
  };
}

/** Routes may lead to ports that the manifest does not name. */
function targetPorts({ workload: { ports, targetGroups } }: Declaring) {
  const named = new Set(ports.map(({ port }) => port));
  const others = new Set(targetGroups.map(({ containerPort }) => containerPort).filter((port) => !named.has(port)));
  return [...others].map((port) => ({ name: `target-${port}`, port, targetPort: port, protocol: 'TCP' }));
}

/** Source: Kubernetes documentation, "Service", "Application protocol". */
const APP_PROTOCOLS = { http: 'http', http2: 'kubernetes.io/h2c', grpc: 'kubernetes.io/h2c' } as const;
