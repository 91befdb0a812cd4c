import { defineKind, type JsonObject } from 'panka/sdk';
import { fixedCost } from './fixed-cost.js';
import { IAM_ACTIONS } from './iam-actions.js';
import { normalise } from './normalise.js';
import { type MemcachedSpec, schema } from './schema.js';
import { validate } from './validate.js';

const PRODUCTION: JsonObject = { cluster: { numNodes: 2 } };

export default defineKind<MemcachedSpec>({
  kind: 'ElastiCacheMemcached',
  summary: 'A Memcached cache',
  category: 'cache',
  schema,
  // A cache that nobody may rely on: what it holds is made again.
  stateful: false,
  rollback: 'reversible',
  outputs: {
    endpoint: { type: 'string', description: 'Host name that tells the nodes' },
    configurationEndpoint: { type: 'string', description: 'Host name and port that tell the nodes: host:port' },
    port: { type: 'number', description: 'Port' },
    arn: { type: 'string', description: 'ARN of the cache' },
    identifier: { type: 'string', description: 'Id of the cache' },
    nodes: { type: 'array', description: 'Every node: host:port' },
    securityGroupId: { type: 'string', description: 'Security group that consumers reach' },
  },
  access: {
    default: 'connect',
    levels: {
      connect: 'reach the port, get host and port; Memcached knows no users',
      read: 'as connect',
      write: 'as connect',
    },
  },
  injects: {
    HOST: { description: 'Host name that tells the nodes' },
    PORT: { description: 'Port' },
    CONFIGURATION_ENDPOINT: { description: 'Host name and port for clients that find the nodes themselves' },
    TLS: { description: 'true where the cache speaks TLS' },
  },
  normalise,
  defaults: (environment) => (environment === 'production' ? PRODUCTION : {}),
  validate,
  subnets: () => 'data',
  needs: () => ['network', 'alarmTopic'],
  iamActions: IAM_ACTIONS,
  translator: () => import('./translate.js'),
  verifier: () => import('./verify.js'),
  sandbox: () => import('./sandbox.js'),
  stubOutputs: (name) => ({
    endpoint: `${name}.abcdef.cfg.use1.cache.amazonaws.com`,
    configurationEndpoint: `${name}.abcdef.cfg.use1.cache.amazonaws.com:11211`,
    port: 11_211,
    arn: `arn:aws:elasticache:us-east-1:000000000000:cluster:${name}`,
    identifier: name,
    nodes: [`${name}.abcdef.0001.use1.cache.amazonaws.com:11211`],
    securityGroupId: 'sg-00000000000000000',
  }),
  fixedCost,
});
