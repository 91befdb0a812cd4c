import { defineKind } from 'panka/sdk';
import { ALB_ACTIONS } from './actions.js';
import { normalise } from './normalise.js';
import { type AlbSpec, schema } from './schema.js';
import { validate } from './validate.js';

/**
 * Kinds that register with the target groups of routes which lead to them (`routesTo` of plugin-common). A kind that does not
 * would be a target that never gets a request.
 */
const TARGET_KINDS = ['MicroService', 'EC2Instance', 'Lambda'];

const HOURS = 730;
/** Each zone has an address of its own; a load balancer is in two zones or more. */
const LEAST_ZONES = 2;

export default defineKind<AlbSpec>({
  kind: 'ALB',
  summary: 'An application load balancer with TLS, names and routes to components',
  category: 'networking',
  schema,
  stateful: false,
  rollback: 'reversible',
  outputs: {
    dnsName: { type: 'string', description: 'Name that AWS gives it' },
    zoneId: { type: 'string', description: 'Hosted zone of that name, for alias records' },
    loadBalancerArn: { type: 'string', description: 'ARN of the load balancer' },
    listenerArn: { type: 'string', description: 'ARN of the listener that the routes hang on' },
    url: { type: 'string', description: 'URL: the first of domain.names, else the name that AWS gives' },
    targetGroupArns: { type: 'object', description: 'ARNs of the target groups by route' },
    securityGroupId: { type: 'string', description: 'Its security group' },
  },
  access: { default: 'connect', levels: { connect: 'reach its listeners (internal scheme)' } },
  injects: { URL: { description: 'URL of the load balancer' } },
  normalise,
  defaults: (environment) => ({ accessLogs: { enabled: environment === 'production' } }),
  validate,
  references: (spec) =>
    spec.routes.map((route, index) => ({
      component: route.target.component,
      path: `/routes/${index}/target/component`,
      edge: 'neededBy',
      reason: 'target',
      kinds: TARGET_KINDS,
    })),
  subnets: (spec) => (spec.scheme === 'internal' ? 'private' : 'public'),
  needs: (spec) => [
    'network',
    'alarmTopic',
    ...(spec.accessLogs.enabled && spec.accessLogs.bucket === undefined ? (['logsBucket'] as const) : []),
  ],
  iamActions: ALB_ACTIONS,
  usage: {
    lcuHoursPerMonth: {
      description: 'Load balancer capacity units, by the hour',
      items: (amount) => [{ item: 'alb-lcu-hour', quantity: amount }],
    },
  },
  translator: () => import('./translate.js'),
  verifier: () => import('./verify.js'),
  sandbox: () => import('./sandbox.js'),
  fixedCost: (spec) => [
    { item: 'alb-hour', quantity: HOURS },
    ...(spec.scheme === 'internal' ? [] : [{ item: 'public-ipv4-hour', quantity: LEAST_ZONES * HOURS }]),
  ],
  stubOutputs: (name) => ({
    dnsName: `${name}-0000000000.us-east-1.elb.amazonaws.com`,
    zoneId: 'Z00000000000000',
    loadBalancerArn: `arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/${name}/0000000000000000`,
    listenerArn: `arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/${name}/0000000000000000/0000000000000000`,
    url: `https://${name}.example.com`,
    targetGroupArns: {
      api: `arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/${name}-api/0000000000000000`,
    },
    securityGroupId: 'sg-00000000000000000',
  }),
});
