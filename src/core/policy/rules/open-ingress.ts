import type { PlannedResource, Policy, PolicyView } from '../policy.js';
import { about, input, ofTypes } from '../resource-inputs.js';

const EVERYWHERE = ['0.0.0.0/0', '::/0'];
/** Kinds that may be open, on the ports of the web. */
const FRONT_DOORS = ['ALB', 'NLB'];
const WEB_PORTS = [80, 443];

export const openIngress: Policy = {
  id: 'PANKA-PUB-004',
  title: 'only load balancers are open to every address, on ports 80 and 443',
  severity: { development: 'warning', production: 'error' },
  checkResources: (resources, view) =>
    ofTypes(resources, 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule')
      .filter((rule) => isOpen(rule) && !isFrontDoor(rule, view))
      .map((rule) =>
        about(
          rule,
          `${ports(rule)} of ${rule.component} is open to every address`,
          'name the address ranges that need it',
        ),
      ),
};

function isOpen(rule: PlannedResource): boolean {
  return [input(rule, '/cidrIpv4'), input(rule, '/cidrIpv6')].some((range) => EVERYWHERE.includes(String(range)));
}

function isFrontDoor(rule: PlannedResource, { components }: PolicyView): boolean {
  const kind = components.find(({ address }) => address === rule.component)?.kind ?? '';
  const from = Number(input(rule, '/fromPort'));
  return FRONT_DOORS.includes(kind) && WEB_PORTS.includes(from) && Number(input(rule, '/toPort')) === from;
}

function ports(rule: PlannedResource): string {
  const [from, to] = [input(rule, '/fromPort'), input(rule, '/toPort')];
  if (from === undefined || input(rule, '/ipProtocol') === '-1') return 'every port';
  return from === to ? `port ${from}` : `ports ${from} to ${to}`;
}
