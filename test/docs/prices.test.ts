import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ManifestFiles } from '../../src/adapters/manifest-files/manifest-files.js';
import { readPrices } from '../../src/adapters/price-files/read-prices.js';
import { estimateCost } from '../../src/core/cost/estimate.js';
import { discover } from '../../src/core/discovery/discover.js';
import { realKinds, registryOf } from './real-kinds.js';

const ROOT = join(import.meta.dirname, '..', '..');

describe('pricing/us-east-1.json', () => {
  it('says of every price where it comes from, in order', async () => {
    const { prices, date } = await readPrices(ROOT);
    expect(date).to.match(/^\d{4}-\d\d-\d\d$/);
    expect(Object.keys(prices)).to.deep.equal(Object.keys(prices).sort());
    for (const [item, { usd, source, checked }] of Object.entries(prices)) {
      expect(usd, item).to.be.greaterThan(0);
      if (checked !== undefined) expect(checked, item).to.match(/^https:\/\/.*\/blob\/[0-9a-f]{40}\//);
      expect(source, item).to.match(/^https:\/\/aws\.amazon\.com\/.*pricing\//);
    }
  });

  for (const example of readdirSync(join(ROOT, 'examples')).filter((name) => name !== 'custom-kind'))
    it(`has every price that examples/${example} needs`, async () => {
      const prices = await readPrices(ROOT);
      const registry = registryOf(await realKinds());
      const files = new ManifestFiles(join(ROOT, 'examples', example));
      const { value: application } = await discover({ files, registry, environment: 'production' });
      const components = application?.components ?? [];
      expect(components).not.to.deep.equal([]);
      const kinds = new Map<string, Awaited<ReturnType<typeof registry.load>>>();
      for (const { kind } of components) kinds.set(kind, await registry.load(kind));
      const { notCovered } = estimateCost({
        components: components.map(({ address, kind, spec }) => ({
          component: address,
          kind,
          spec,
        })),
        kindOf: (kind) => kinds.get(kind)?.definition,
        prices,
      });
      expect(notCovered.filter((text) => text.startsWith('no price'))).to.deep.equal([]);
    });
});
