import type { Encryption, Network } from '../../sdk/index.js';
import { createVpc } from './created-vpc.js';
import { declareFlowLogs } from './flow-logs.js';
import { importVpc, type OtherStack, otherStacksVpc } from './imported-vpc.js';
import type { NetworkSettings } from './network-settings.js';
import type { SharedDeclaration } from './shared-declaration.js';
import { sharedEgress, sharedGroup, sharedIngress } from './shared-group.js';
import { declareEndpoints } from './vpc-endpoints.js';

/** The stack's network: made, found, or another stack's; with the group that its workloads share where one is wanted. */
export function declareNetwork(
  shared: SharedDeclaration,
  of: { settings: NetworkSettings; encryption: Encryption; otherStack?: OtherStack | undefined },
): Network {
  const network = vpcOf(shared, of);
  const sharedSecurityGroupId = declareStackGroup(shared, network, of.settings.securityGroup);
  if (sharedSecurityGroupId === undefined) return network;
  return {
    sharedSecurityGroupId,
    vpcId: network.vpcId,
    // Asked for only when someone wants it: it may be a look-up.
    get cidr() {
      return network.cidr;
    },
    subnets: network.subnets,
    zones: network.zones,
  };
}

function vpcOf(
  shared: SharedDeclaration,
  { settings, encryption, otherStack }: Parameters<typeof declareNetwork>[1],
): Network {
  if (settings.mode === 'import') return importVpc(shared, settings);
  if (settings.mode === 'stack') return otherStacksVpc(shared, settings, otherStack);
  const vpc = createVpc(shared, settings);
  declareEndpoints(shared, vpc, settings);
  const { flowLogs } = settings;
  if (flowLogs.enabled) declareFlowLogs(shared, { vpcId: vpc.vpcId, settings: flowLogs, encryption });
  return vpc;
}

/** Made only where Networking.securityGroup opens something: what isn't asked for stays shut. */
function declareStackGroup(shared: SharedDeclaration, network: Network, wanted: NetworkSettings['securityGroup']) {
  if (wanted.ingress.length === 0 && !wanted.allowInternalTraffic) return undefined;
  const { id } = sharedGroup(shared, { part: 'sg', description: 'workloads', vpcId: network.vpcId });
  sharedEgress(shared, 'sg-egress', id);
  if (wanted.allowInternalTraffic)
    sharedIngress(shared, { part: 'sg-internal', group: id, port: 0, protocol: '-1', from: { securityGroupId: id } });
  for (const { port, protocol, cidrBlocks, description } of wanted.ingress)
    for (const cidr of cidrBlocks)
      sharedIngress(shared, {
        part: `sg-ingress-${port}-${protocol}-${cidr.replaceAll(/[./:]+/g, '-')}`,
        group: id,
        port,
        protocol,
        from: { cidr },
        ...(description === undefined ? {} : { description }),
      });
  return id;
}
