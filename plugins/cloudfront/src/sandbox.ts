import { asObject, asObjects, sandboxPrefixLists, sandboxZones } from '@panka/plugin-common';
import type { JsonObject, ResourceModel, SandboxApi, SandboxCloud, SandboxModels, SandboxResource } from 'panka/sdk';
import { logDeliveryModels } from './sandbox-log-delivery.js';

const DISTRIBUTION = 'aws:cloudfront/distribution:Distribution';
const ACCESS_CONTROL = 'aws:cloudfront/originAccessControl:OriginAccessControl';
/** Zone of every distribution's name. Source: Route 53 API reference, AliasTarget. */
const ZONE = 'Z2FDTNDATAQYW2';

const distribution: ResourceModel = {
  type: DISTRIBUTION,
  replaces: ['staging'],
  id: (made) => `E${made.hex(13).toUpperCase()}`,
  arn: 'arn:{partition}:cloudfront::{account}:distribution/{id}',
  defaults: { isIpv6Enabled: false, retainOnDelete: false, staging: false },
  computed: (made) => ({
    domainName: `d${made.hex(13)}.cloudfront.net`,
    hostedZoneId: ZONE,
    status: 'Deployed',
    etag: `E${made.hex(12).toUpperCase()}`,
    lastModifiedTime: String(1 + Number(made.previous?.lastModifiedTime ?? 0)),
  }),
  refuses: ({ inputs, previous }, cloud) =>
    certificateRefusal(inputs) ?? originRefusal(inputs, cloud) ?? aliasRefusal(inputs, cloud, previous?.domainName),
};

function certificateRefusal({ viewerCertificate, aliases }: JsonObject): string | undefined {
  const { acmCertificateArn } = asObject(viewerCertificate);
  if (acmCertificateArn === undefined)
    return Array.isArray(aliases) && aliases.length > 0
      ? 'InvalidViewerCertificate: To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate'
      : undefined;
  return String(acmCertificateArn).split(':')[3] === 'us-east-1'
    ? undefined
    : `InvalidViewerCertificate: The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.`;
}

function originRefusal({ origins, defaultCacheBehavior, orderedCacheBehaviors }: JsonObject, cloud: SandboxCloud) {
  const known = asObjects(origins).map(({ originId }) => originId);
  const behaviors = [asObject(defaultCacheBehavior), ...asObjects(orderedCacheBehaviors)];
  const lost = behaviors.find(({ targetOriginId }) => !known.includes(targetOriginId));
  if (lost !== undefined)
    return `NoSuchOrigin: One or more of your origins or origin groups do not exist: ${String(lost.targetOriginId)}`;
  const missing = asObjects(origins).find(
    ({ originAccessControlId: id }) => id !== undefined && cloud.get(ACCESS_CONTROL, String(id)) === undefined,
  );
  return missing === undefined
    ? undefined
    : `InvalidOriginAccessControl: The origin access control doesn't exist: ${String(missing.originAccessControlId)}`;
}

/** A name leads to one distribution in the world; `own` is the domain name of the one that is changed. */
function aliasRefusal({ aliases }: JsonObject, cloud: SandboxCloud, own: unknown): string | undefined {
  const wanted = Array.isArray(aliases) ? aliases : [];
  const others = cloud.list(DISTRIBUTION).filter(({ outputs }) => outputs.domainName !== own);
  const taken = others.flatMap(({ inputs }) => (Array.isArray(inputs.aliases) ? inputs.aliases : []));
  const twice = wanted.find((alias) => taken.includes(alias));
  return twice === undefined
    ? undefined
    : `CNAMEAlreadyExists: One or more of the CNAMEs you provided are already associated with a different resource: ${String(twice)}`;
}

/** True for a distribution whose settings hold this id or ARN. */
function isUsed(id: string, cloud: SandboxCloud): boolean {
  return cloud.list(DISTRIBUTION).some(({ inputs }) => JSON.stringify(inputs).includes(`"${id}"`));
}

const inUse =
  (error: string, key: (resource: SandboxResource) => string): NonNullable<ResourceModel['refusesDelete']> =>
  (resource, cloud) =>
    isUsed(key(resource), cloud) ? `${error}: it is used by a distribution` : undefined;

const accessControl: ResourceModel = {
  type: ACCESS_CONTROL,
  replaces: [],
  identity: ['name'],
  id: (made) => `E${made.hex(13).toUpperCase()}`,
  refusesDelete: inUse('OriginAccessControlInUse', ({ id }) => id),
};

const headersPolicy: ResourceModel = {
  type: 'aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy',
  replaces: [],
  identity: ['name'],
  id: (made) => `${made.hex(8)}-${made.hex(12).slice(8)}-${made.hex(4)}-${made.hex(4)}-${made.hex(12)}`,
  refusesDelete: inUse('ResponseHeadersPolicyInUse', ({ id }) => id),
};

const edgeFunction: ResourceModel = {
  type: 'aws:cloudfront/function:Function',
  replaces: ['name'],
  identity: ['name'],
  arn: 'arn:{partition}:cloudfront::{account}:function/{name}',
  computed: () => ({ status: 'UNASSOCIATED' }),
  refusesDelete: inUse('FunctionInUse', ({ outputs }) => String(outputs.arn)),
};

const vpcOrigin: ResourceModel = {
  type: 'aws:cloudfront/vpcOrigin:VpcOrigin',
  replaces: [],
  id: (made) => `vo_${made.hex(20)}`,
  arn: 'arn:{partition}:cloudfront::{account}:vpcorigin/{id}',
  refusesDelete: inUse('CannotDeleteEntityWhileInUse', ({ id }) => id),
};

/** The calls that the verifier makes. */
const api: Readonly<Record<string, SandboxApi>> = {
  'cloudfront:GetDistribution': ({ Id }, cloud) => {
    const found = named(Id, cloud);
    return {
      Distribution: {
        Id: found.id,
        Status: found.outputs.status ?? null,
        LastModifiedTime: found.outputs.lastModifiedTime ?? null,
        DistributionConfig: { Enabled: found.outputs.enabled ?? true },
      },
    };
  },
  'cloudfront:CreateInvalidation': ({ DistributionId, InvalidationBatch }, cloud) => {
    named(DistributionId, cloud);
    return {
      Invalidation: { Id: 'I0000000000000', Status: 'Completed', InvalidationBatch: InvalidationBatch ?? null },
    };
  },
};

function named(id: unknown, cloud: SandboxCloud): SandboxResource {
  const found = cloud.get(DISTRIBUTION, String(id));
  if (found === undefined) throw new Error('NoSuchDistribution: The specified distribution does not exist.');
  return found;
}

/** How the sandbox simulates distributions; buckets, certificates and records are among its own models. */
const models: SandboxModels = {
  models: [distribution, accessControl, headersPolicy, edgeFunction, vpcOrigin, ...logDeliveryModels],
  api,
  invokes: { ...sandboxZones.invokes, ...sandboxPrefixLists.invokes },
};
export default models;
