import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { type Catalogue, findInCatalogue } from '../../../src/core/registry/catalogue.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const text = readFileSync(join(root, 'catalogue.json'), 'utf8');
const catalogue = JSON.parse(text) as Catalogue;

describe('the catalogue', () => {
  it('is what its script writes (node scripts/catalogue.mjs)', async () => {
    const script = join(root, 'scripts', 'catalogue.mjs');
    const { catalogueText } = (await import(script)) as { catalogueText: (root: string) => string };
    expect(text).to.equal(catalogueText(root));
  });

  it('knows the 23 kinds of the API and every kind of plugins/*', () => {
    expect(Object.keys(catalogue.kinds).length).to.be.at.least(23);
    for (const folder of readdirSync(join(root, 'plugins'))) {
      const { name, panka } = JSON.parse(readFileSync(join(root, 'plugins', folder, 'package.json'), 'utf8'));
      for (const kind of panka?.kinds ?? []) expect(catalogue.kinds[kind]?.package).to.equal(name);
    }
  });

  it('gives ranges, never a bare tag', () => {
    for (const { range } of Object.values(catalogue.kinds)) expect(range).to.match(/^\^\d+\.\d+\.\d+/);
  });

  it('finds a kind in any case, a runtime, and a package by its name', () => {
    expect(findInCatalogue(catalogue, 'sqs')?.package).to.equal('@panka/plugin-sqs');
    expect(findInCatalogue(catalogue, 'MicroService')?.package).to.equal('@panka/plugin-microservice');
    expect(findInCatalogue(catalogue, '@panka/plugin-alb')?.package).to.equal('@panka/plugin-alb');
    expect(findInCatalogue(catalogue, 'eks')?.package).to.equal('@panka/plugin-eks');
    expect(findInCatalogue(catalogue, 'acme')).to.equal(undefined);
  });
});
