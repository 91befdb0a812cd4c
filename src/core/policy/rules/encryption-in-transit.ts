import type { Json } from '../../../sdk/index.js';
import { dotted, valueAt } from '../../diagnostics/json-pointer.js';
import { isObject } from '../../discovery/values.js';
import type { PlannedResource, Policy, StackFinding } from '../policy.js';
import { about, input, ofTypes } from '../resource-inputs.js';

/** Fields that switch TLS off, in whichever kind has them. */
const SWITCHES = ['/security/transitEncryption', '/security/tls', '/encryption/inTransit'];
/** Parameters of databases and the values that let clients in without TLS. Source: RDS and DocumentDB parameter references. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  'rds.force_ssl': ['0'],
  require_secure_transport: ['0', 'OFF'],
  tls: ['disabled'],
};

export const encryptionInTransit: Policy = {
  id: 'PANKA-ENC-002',
  title: 'connections are encrypted by TLS',
  severity: { development: 'warning', production: 'error' },
  check({ spec, kind, address }) {
    const off = SWITCHES.filter((path) => valueAt(spec, path) === false).map((path) => ({
      path,
      message: `${kind} ${address} takes connections without TLS`,
      suggestion: `set ${dotted(`/spec${path}`)} to true, or remove it`,
    }));
    return [...off, ...parameters(spec, `${kind} ${address}`)];
  },
  checkResources: (resources, { infra }) => [
    ...(valueAt(infra.security, '/allowPlainHttp') === true ? [] : plainListeners(resources)),
    ...ofTypes(resources, 'aws:cloudfront/distribution:Distribution').flatMap(plainBehaviors),
    ...ofTypes(resources, 'aws:msk/cluster:Cluster')
      .filter((one) => input(one, '/encryptionInfo/encryptionInTransit/clientBroker') !== 'TLS')
      .map((one) => about(one, 'brokers take connections without TLS')),
  ],
};

function parameters(spec: Json, title: string) {
  const given = valueAt(spec, '/parameters');
  if (!isObject(given)) return [];
  return Object.entries(given).flatMap(([name, value]) =>
    PARAMETERS[name]?.includes(String(value))
      ? [
          {
            path: `/parameters/${name}`,
            message: `${title} takes connections without TLS`,
            suggestion: `remove ${name}`,
          },
        ]
      : [],
  );
}

/** HTTP listeners that do more than send to HTTPS. */
function plainListeners(resources: readonly PlannedResource[]): StackFinding[] {
  return ofTypes(resources, 'aws:lb/listener:Listener')
    .filter((one) => input(one, '/protocol') === 'HTTP' && input(one, '/defaultActions/0/type') !== 'redirect')
    .map((one) => about(one, 'the listener serves plain HTTP', 'give the load balancer a certificate'));
}

function plainBehaviors(distribution: PlannedResource): StackFinding[] {
  const ordered = input(distribution, '/orderedCacheBehaviors');
  const behaviors = [input(distribution, '/defaultCacheBehavior'), ...(Array.isArray(ordered) ? ordered : [])];
  return behaviors.some((one) => isObject(one) && one['viewerProtocolPolicy'] === 'allow-all')
    ? [about(distribution, 'it serves plain HTTP', 'write "viewerProtocol: redirect-to-https"')]
    : [];
}
