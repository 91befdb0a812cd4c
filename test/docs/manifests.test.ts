import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseAllDocuments } from 'yaml';
import { CORE_SCHEMAS } from '../../src/core/discovery/core-schemas/index.js';
import { discover } from '../../src/core/discovery/index.js';
import { INFRA_SCHEMAS } from '../../src/core/discovery/infra-schemas/index.js';
import { LAYER_RANKS } from '../../src/core/discovery/merge/layer.js';
import { specSchema } from '../../src/core/discovery/schema/common-spec.js';
import type { JsonSchema } from '../../src/core/discovery/schema/json-schema.js';
import { written } from '../core/discovery/written-project.js';
import { fieldTable } from './field-table.js';
import { ROOT, realKinds, registryOf } from './real-kinds.js';

const PAGE = join(ROOT, 'docs', 'manifests.md');
const SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  'every kind': specSchema({ properties: {} }),
  ...CORE_SCHEMAS,
  ...INFRA_SCHEMAS,
};
/** Fields whose own fields stand in another table of the page. */
const ELSEWHERE = ['environments', 'infrastructure'];
const TABLE = /(<!-- fields of ([^>]+) -->\n)[\s\S]*?(<!-- end -->)/g;

describe('docs/manifests.md', () => {
  const page = readFileSync(PAGE, 'utf8');

  it('has the fields of the schemas; UPDATE_GOLDEN=1 writes them', () => {
    const fresh = page.replaceAll(TABLE, (_, begin: string, kind: string, end: string) => {
      return `${begin}\n${fieldTable(SCHEMAS[kind] ?? {}, ELSEWHERE)}\n\n${end}`;
    });
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(PAGE, fresh);
    else expect(page).to.equal(fresh);
  });

  it('has a table for every kind of document', () => {
    const tables = [...page.matchAll(TABLE)].map((match) => match[2]);
    const told = Object.keys(SCHEMAS).filter((kind) => SCHEMAS[kind] !== SCHEMAS['InfraDefaults']);
    expect(tables.sort()).to.deep.equal([...told, 'InfraDefaults'].sort());
    for (const kind of Object.keys(SCHEMAS)) expect(page, kind).to.match(new RegExp(`^##+ .*${kind}`, 'mi'));
  });

  it('lists as many layers of precedence as there are', () => {
    const section = /^## Precedence\n([\s\S]*?)^## /m.exec(page)?.[1] ?? '';
    expect(section.match(/^\d+\. /gm)).to.have.length(LAYER_RANKS.length);
  });

  it('shows YAML that can be read', () => {
    for (const text of yamlBlocks(page))
      for (const document of parseAllDocuments(text)) expect(document.errors, text).to.deep.equal([]);
  });

  for (const environment of ['development', 'production'])
    it(`shows a stack that is valid in ${environment}`, async () => {
      const files = Object.fromEntries(
        yamlBlocks(page).flatMap((text) => {
          const path = /^# ([\w/-]+\.yaml)\b/.exec(text)?.[1];
          return path === undefined ? [] : [[path, text]];
        }),
      );
      expect(files).to.include.keys('stack.yaml', 'infra/network.yaml');
      const registry = registryOf(await realKinds());
      const { value, diagnostics } = await discover({ files: written(files), registry, environment });
      expect(diagnostics.map(({ code, message, source }) => `${code} ${source?.file} ${message}`)).to.deep.equal([]);
      const api = value?.components.find((component) => component.address === 'orders/api');
      expect(api?.spec['replicas']).to.equal(environment === 'production' ? 4 : 1);
    });
});

function yamlBlocks(markdown: string): string[] {
  return [...markdown.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? '');
}
