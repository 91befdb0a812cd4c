import { defineKind, type Reference } from 'panka/sdk';
import { API_ACTIONS } from './actions.js';
import { TARGET_KINDS } from './kinds.js';
import { normalise } from './normalise.js';
import { type ApiSpec, schema } from './schema.js';
import { validate } from './validate.js';

export default defineKind<ApiSpec>({
  kind: 'APIGateway',
  summary: 'An HTTP or WebSocket API in front of functions, services and queues',
  category: 'networking',
  schema,
  stateful: false,
  rollback: 'reversible',
  outputs: {
    apiId: { type: 'string', description: 'Id of the API' },
    apiEndpoint: { type: 'string', description: 'URL that AWS gives the API, without stage' },
    executionArn: { type: 'string', description: 'Start of the ARNs of its routes, for policies' },
    url: { type: 'string', description: 'URL: that of domain, else what AWS gives, with the stage' },
    logGroupName: { type: 'string', description: 'Name of the log group of its access logs', when: 'accessLogs' },
  },
  access: {
    default: 'write',
    levels: { write: 'call its routes; a WebSocket API: send to its connections too' },
  },
  injects: { URL: { description: 'URL of the API' } },
  normalise,
  validate,
  references: (spec) => [
    ...spec.routes.map(
      ({ target }, index): Reference => ({
        component: target.component,
        path: `/routes/${index}/target/component`,
        edge: 'needs',
        reason: 'route',
        kinds: TARGET_KINDS,
      }),
    ),
    ...spec.authorizers.flatMap(({ component }, index): Reference[] =>
      component === undefined
        ? []
        : [
            {
              component,
              path: `/authorizers/${index}/component`,
              edge: 'needs',
              reason: 'authorizer',
              kinds: ['Lambda'],
            },
          ],
    ),
  ],
  needs: () => ['alarmTopic'],
  usage: {
    requestsPerMonth: {
      description: 'Requests a month; messages, of a WebSocket API',
      items: (amount, { type }) => [
        {
          item: type === 'http' ? 'apigateway-http-million-requests' : 'apigateway-websocket-million-messages',
          quantity: amount / 1e6,
        },
      ],
    },
  },
  iamActions: API_ACTIONS,
  translator: () => import('./translate.js'),
  verifier: () => import('./verify.js'),
  sandbox: () => import('./sandbox.js'),
  stubOutputs: (name) => ({
    apiId: 'a1b2c3d4e5',
    apiEndpoint: 'https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com',
    executionArn: 'arn:aws:execute-api:us-east-1:000000000000:a1b2c3d4e5',
    url: `https://${name}.example.com`,
    logGroupName: `/aws/vendedlogs/panka/shop/dev/api/${name}`,
  }),
});
