import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { JsonSchema } from '../../src/core/discovery/schema/json-schema.js';
import type { ComponentKind } from '../../src/sdk/index.js';
import { ROOT, realKinds } from './real-kinds.js';

const kinds = await realKinds();

describe('READMEs of the plugins', () => {
  it('are there for every plugin, and the main README links to each', () => {
    const main = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const plugins = readdirSync(join(ROOT, 'plugins')).filter((name) => name !== 'common');
    expect(plugins.filter((name) => !main.includes(`(plugins/${name})`))).to.deep.equal([]);
  });

  for (const { definition, folder } of kinds)
    describe(definition.kind, () => {
      const readme = readFileSync(join(folder, 'README.md'), 'utf8');

      it('has each field in the table of fields', () => {
        const told = cells(readme);
        expect(Object.keys(definition.schema.properties).filter((field) => !told.has(field))).to.deep.equal([]);
      });

      it('has each field of a field somewhere', () => {
        const names = nestedFields(definition.schema as unknown as JsonSchema);
        expect([...names].filter((name) => !mentions(readme, name)).sort()).to.deep.equal([]);
      });

      it('lists each output, and which other name it has', () => {
        expect(Object.keys(definition.outputs).filter((name) => !readme.includes(`\`${name}\``))).to.deep.equal([]);
      });

      it('says what a valueFrom and a binding give', () => {
        expect(readme).to.match(/^(## )?Access/m);
        expect(absentInjections(definition, readme)).to.deep.equal([]);
      });
    });
});

/** First parts of the names in first cells of tables: `ports[].name` → `ports`; one cell may hold several. */
function cells(readme: string): ReadonlySet<string> {
  const first = [...readme.matchAll(/^\|([^|]*)\|/gm)].map((match) => match[1] ?? '');
  return new Set(first.flatMap((cell) => [...cell.matchAll(/`([A-Za-z0-9]+)/g)].map((match) => match[1] ?? '')));
}

function nestedFields(schema: JsonSchema, found = new Set<string>()): ReadonlySet<string> {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    found.add(name);
    nestedFields(field, found);
  }
  const within = [
    schema.anyOf ?? [],
    schema.allOf ?? [],
    schema.items ?? [],
    Object.values(schema.patternProperties ?? {}),
  ];
  for (const inner of within.flat(2)) nestedFields(inner as JsonSchema, found);
  return found;
}

function mentions(text: string, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(text);
}

function absentInjections({ injects }: ComponentKind, readme: string): string[] {
  return Object.keys(injects).filter((variable) => !readme.includes(variable));
}
