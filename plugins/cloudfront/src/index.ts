import { defineKind, type JsonObject, type Reference } from 'panka/sdk';
import { CLOUDFRONT_ACTIONS } from './actions.js';
import { functionFiles } from './function-files.js';
import { normalise } from './normalise.js';
import { ORIGIN_KINDS } from './origin-kinds.js';
import { type CloudFrontSpec, schema } from './schema.js';
import { validate } from './validate.js';

/** Paths that an account may have forgotten each month without a charge. */
const FREE_INVALIDATIONS = 1000;

export default defineKind<CloudFrontSpec>({
  kind: 'CloudFront',
  summary: 'A CloudFront distribution in front of buckets, load balancers and APIs',
  category: 'networking',
  schema,
  stateful: false,
  rollback: 'reversible',
  outputs: {
    distributionId: { type: 'string', description: 'Id of the distribution' },
    distributionArn: { type: 'string', description: 'ARN of the distribution' },
    domainName: { type: 'string', description: 'Name that AWS gives it' },
    hostedZoneId: { type: 'string', description: 'Hosted zone of that name, for alias records' },
    url: { type: 'string', description: 'URL: the first alias, else the name that AWS gives' },
  },
  access: {
    default: 'connect',
    levels: { connect: 'know its URL', admin: 'read it and make it forget what it keeps (invalidations)' },
  },
  injects: {
    URL: { description: 'URL of the distribution' },
    DISTRIBUTION_ID: { description: 'Id of the distribution' },
  },
  normalise,
  defaults: (environment): JsonObject => ({ logs: { enabled: environment === 'production' } }),
  validate,
  // A bucket's policy names the distribution, so it is finished after it; other origins have nothing to finish.
  references: (spec) =>
    spec.origins.flatMap(({ component }, index): Reference[] =>
      component === undefined
        ? []
        : [
            {
              component,
              path: `/origins/${index}/component`,
              edge: 'contributes',
              reason: 'origin',
              kinds: ORIGIN_KINDS,
            },
          ],
    ),
  files: functionFiles,
  needs: ({ logs }) => ['alarmTopic', ...(logs.enabled && logs.bucket === undefined ? (['logsBucket'] as const) : [])],
  usage: {
    gbOutPerMonth: {
      description: 'GB that it sends a month',
      items: (amount) => [{ item: 'cloudfront-gb-out', quantity: amount }],
    },
    requestsPerMonth: {
      description: 'Requests a month',
      items: (amount) => [{ item: 'cloudfront-ten-thousand-requests', quantity: amount / 1e4 }],
    },
    invalidationPathsPerMonth: {
      description: 'Paths that it is made to forget a month; the first thousand are free',
      items: (amount) => [{ item: 'cloudfront-invalidation-path', quantity: Math.max(0, amount - FREE_INVALIDATIONS) }],
    },
  },
  iamActions: CLOUDFRONT_ACTIONS,
  translator: () => import('./translate.js'),
  verifier: () => import('./verify.js'),
  sandbox: () => import('./sandbox.js'),
  stubOutputs: (name) => ({
    distributionId: 'E0000000000000',
    distributionArn: 'arn:aws:cloudfront::000000000000:distribution/E0000000000000',
    domainName: 'd0000000000000.cloudfront.net',
    hostedZoneId: 'Z2FDTNDATAQYW2',
    url: `https://${name}.example.com`,
  }),
});
