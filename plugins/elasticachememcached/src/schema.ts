import { oneOf, section, strict, weeklyWindow } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';

const cluster = strict(
  {
    nodeType: Type.String({
      minLength: 1,
      description: 'Node type, such as cache.t4g.small; changing it replaces the cache',
    }),
    numNodes: Type.Integer({ default: 1, minimum: 1, maximum: 40, description: 'Nodes; production: 2' }),
    azMode: Type.Optional(
      oneOf(['single-az', 'cross-az'], {
        description: 'Nodes in one availability zone or in several; default: several where there is more than one node',
      }),
    ),
  },
  { description: 'Size and shape' },
);

export const schema = strict(
  {
    engine: section(
      { version: Type.String({ default: '1.6.22', description: 'Version of Memcached, in quotes' }) },
      { description: 'Engine' },
    ),
    cluster,
    parameters: Type.Record(Type.String(), Type.String({ description: 'Value' }), {
      default: {},
      description: 'Parameters of the engine, such as max_item_size',
    }),
    port: Type.Integer({
      default: 11_211,
      minimum: 1024,
      maximum: 65_535,
      description: 'Port; changing it replaces the cache',
    }),
    security: section(
      {
        transitEncryption: Type.Boolean({
          default: true,
          description: 'TLS; it cannot be off in production; changing it replaces the cache',
        }),
      },
      { description: 'Encryption on the way' },
    ),
    encryption: Type.Optional(
      strict(
        { atRest: Type.Optional(Type.Boolean({ description: 'Not available: Memcached keeps nothing on disk' })) },
        { description: 'Encryption at rest' },
      ),
    ),
    maintenance: section(
      {
        preferredWindow: weeklyWindow(),
        applyImmediately: Type.Boolean({ default: true, description: 'Do not wait for the window' }),
      },
      { description: 'Maintenance' },
    ),
  },
  { description: 'A Memcached cache' },
);

export type MemcachedSpec = Static<typeof schema>;
