import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { JsonObject, Names } from 'panka/sdk';
import { componentOf } from '../../common/test/component.js';
import { lostBy } from '../../common/test/data-loss.js';
import { resolve, translate } from '../../common/test/translation.js';
import kind from '../src/index.js';

const CLUSTER = 'aws:elasticache/cluster:Cluster';
const base = (more: JsonObject = {}): JsonObject => ({ cluster: { nodeType: 'cache.t4g.small' }, ...more });
const computed = {
  [CLUSTER]: {
    clusterAddress: 'c.cfg.cache',
    cacheNodes: [
      { id: '0001', address: 'one.cache', port: 11_211 },
      { id: '0002', address: 'two.cache', port: 11_211 },
    ],
  },
};
const made = (more: JsonObject = {}) => translate(kind, componentOf(kind, base(more)), { computed });

describe('ElastiCacheMemcached translation', () => {
  it('declares a private cache with TLS, in one zone while there is one node', async () => {
    const { resources, alarms, of } = await made();
    expect(of(CLUSTER)[0]?.inputs).to.deep.include({
      engine: 'memcached',
      engineVersion: '1.6.22',
      numCacheNodes: 1,
      azMode: 'single-az',
      port: 11_211,
      transitEncryptionEnabled: true,
      subnetGroupName: 'shop-dev-api-thing-subnets-abc123',
      parameterGroupName: 'shop-dev-api-thing-parameters-abc123',
    });
    expect(of('aws:elasticache/parameterGroup:ParameterGroup')[0]?.inputs.family).to.equal('memcached1.6');
    expect(resources).to.have.length(4);
    expect(alarms).to.deep.equal(['cpu', 'evictions', 'swap']);
  });

  it('spreads two nodes over zones, unless told otherwise', async () => {
    const azMode = async (cluster: JsonObject) =>
      (await made({ cluster: { nodeType: 'cache.t4g.small', numNodes: 2, ...cluster } })).of(CLUSTER)[0]?.inputs.azMode;
    expect(await azMode({})).to.equal('cross-az');
    expect(await azMode({ azMode: 'single-az' })).to.equal('single-az');
  });

  it('publishes the nodes, and gives consumers port and variables', async () => {
    const { outputs, translation } = await made();
    expect(outputs).to.deep.include({
      endpoint: 'c.cfg.cache',
      configurationEndpoint: 'c.cfg.cache:11211',
      nodes: ['one.cache:11211', 'two.cache:11211'],
    });
    expect(translation.provides?.network?.ports).to.deep.equal([{ port: 11_211, protocol: 'tcp' }]);
    expect(await resolve(pulumi.output(translation.provides?.variables?.('connect')))).to.deep.equal({
      HOST: 'c.cfg.cache',
      PORT: '11211',
      CONFIGURATION_ENDPOINT: 'c.cfg.cache:11211',
      TLS: 'true',
    });
    expect(translation.provides?.statements).to.equal(undefined);
  });

  it('sorts parameters, so that their order changes nothing', async () => {
    const { of } = await made({ parameters: { max_item_size: 4_194_304, idle_timeout: 300 } });
    expect(of('aws:elasticache/parameterGroup:ParameterGroup')[0]?.inputs.parameters).to.deep.equal([
      { name: 'idle_timeout', value: '300' },
      { name: 'max_item_size', value: '4194304' },
    ]);
  });

  it('gives a replacement another name, and loses nothing that counts', async () => {
    const keys: string[] = [];
    const physical: Names['physical'] = (_component, rule, part) => {
      if (part === undefined) keys.push(rule.replaceKey ?? '');
      return `${part ?? rule.replaceKey}`;
    };
    const names = { physical } as Names;
    const larger = base({ cluster: { nodeType: 'cache.m7g.large' } });
    expect(await lostBy(kind, base(), larger, { computed, services: { names } })).to.equal(undefined);
    expect(new Set(keys).size).to.equal(2);
    keys.length = 0;
    await lostBy(kind, base(), base({ parameters: { idle_timeout: '9' } }), { computed, services: { names } });
    expect(new Set(keys).size).to.equal(1);
    const others: JsonObject[] = [
      { engine: { version: '1.6.17' } },
      { cluster: { nodeType: 'cache.t4g.small', numNodes: 2 } },
    ];
    for (const other of others) {
      keys.length = 0;
      await lostBy(kind, base(), base(other), { computed, services: { names } });
      expect(new Set(keys).size).to.equal(2);
    }
  });
});
