import { defineKind } from 'panka/sdk';
import { NLB_ACTIONS } from './actions.js';
import { normalise } from './normalise.js';
import { type NlbSpec, schema } from './schema.js';
import { validate } from './validate.js';

/**
 * Kinds that register with the target groups of listeners which lead to them (`routesTo` of plugin-common). A kind that
 * does not would be a target that never gets a connection.
 */
const TARGET_KINDS = ['MicroService', 'EC2Instance'];

const HOURS = 730;
/** Each zone has an address of its own; stacks have two zones or more. */
const LEAST_ZONES = 2;

export default defineKind<NlbSpec>({
  kind: 'NLB',
  summary: 'A network load balancer: TCP, TLS and UDP to components',
  category: 'networking',
  schema,
  stateful: false,
  rollback: 'reversible',
  outputs: {
    dnsName: { type: 'string', description: 'Name that AWS gives it' },
    zoneId: { type: 'string', description: 'Hosted zone of that name, for alias records' },
    loadBalancerArn: { type: 'string', description: 'ARN of the load balancer' },
    listenerArns: { type: 'object', description: 'ARNs of the listeners by port' },
    targetGroupArns: { type: 'object', description: 'ARNs of the target groups by port' },
    securityGroupId: { type: 'string', description: 'Its security group' },
    staticIps: { type: 'array', description: 'Its public addresses, one per zone', when: 'staticIps' },
  },
  access: { default: 'connect', levels: { connect: 'reach its listeners (internal scheme)' } },
  injects: {
    HOST: { description: 'The first of domain.names, else the name that AWS gives' },
    PORT: { description: 'Port of the first listener' },
  },
  normalise,
  validate,
  references: (spec) =>
    spec.listeners.map((listener, index) => ({
      component: listener.target.component,
      path: `/listeners/${index}/target/component`,
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
  usage: {
    lcuHoursPerMonth: {
      description: 'Load balancer capacity units, by the hour',
      items: (amount) => [{ item: 'nlb-lcu-hour', quantity: amount }],
    },
  },
  iamActions: NLB_ACTIONS,
  translator: () => import('./translate.js'),
  verifier: () => import('./verify.js'),
  sandbox: () => import('./sandbox.js'),
  fixedCost: (spec) => [
    { item: 'nlb-hour', quantity: HOURS },
    ...(spec.scheme === 'internal' ? [] : [{ item: 'public-ipv4-hour', quantity: LEAST_ZONES * HOURS }]),
  ],
  stubOutputs: (name) => {
    const elb = 'arn:aws:elasticloadbalancing:us-east-1:000000000000';
    return {
      dnsName: `${name}-0000000000000000.elb.us-east-1.amazonaws.com`,
      zoneId: 'Z00000000000000',
      loadBalancerArn: `${elb}:loadbalancer/net/${name}/0000000000000000`,
      listenerArns: { '9000': `${elb}:listener/net/${name}/0000000000000000/0000000000000000` },
      targetGroupArns: { '9000': `${elb}:targetgroup/${name}-9000/0000000000000000` },
      securityGroupId: 'sg-00000000000000000',
      staticIps: ['198.51.100.10', '198.51.100.11'],
    };
  },
});
