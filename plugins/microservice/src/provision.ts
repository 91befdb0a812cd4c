import type { ComponentOf, DeployedWorkload, Provision } from 'panka/sdk';
import type { MicroServiceSpec } from './schema.js';

type Host = NonNullable<DeployedWorkload['internalHost']>;

/** What consumers of a service are given: its ports, and where it is. No IAM. */
export function provision(component: ComponentOf<MicroServiceSpec>, deployed: DeployedWorkload): Provision {
  const { spec } = component;
  const host = deployed.internalHost;
  return {
    network: {
      securityGroupId: deployed.securityGroupId,
      ports: spec.ports.map(({ port, protocol }) => ({ port, protocol })),
    },
    ...(host === undefined
      ? {}
      : { variables: () => ({ HOST: host, PORT: String(mainPort(spec)), URL: urlOf(spec, host) }) }),
  };
}

/** URL of the main port. */
export function urlOf(spec: MicroServiceSpec, host: Host): Host {
  const scheme = main(spec)?.appProtocol === 'tcp' ? 'tcp' : 'http';
  return host.apply((name) => `${scheme}://${name}:${mainPort(spec)}`);
}

function mainPort(spec: MicroServiceSpec): number {
  return main(spec)?.port ?? 0;
}

function main(spec: MicroServiceSpec): MicroServiceSpec['ports'][number] | undefined {
  return spec.ports.find((port) => port.protocol === 'tcp') ?? spec.ports[0];
}
