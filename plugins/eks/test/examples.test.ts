import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { parseAllDocuments } from 'yaml';
import { expectGolden } from '../../../src/sdk/testing/deployment/golden-file.js';
import { policyProblems } from '../../../src/sdk/testing/deployment/policy-rules.js';
import { nameProblems, referenceProblems, secretProblems } from '../../../src/sdk/testing/deployment/resource-rules.js';
import { type Around, type Written, withEks } from './eks-stack.js';

const README = fileURLToPath(new URL('../README.md', import.meta.url));
const GOLDEN = fileURLToPath(new URL('expected', import.meta.url));

interface Example {
  readonly name: string;
  readonly documents: readonly JsonObject[];
}

/** The yaml blocks of the README, by the first word of their first line. */
function examples(): readonly Example[] {
  const blocks = [...readFileSync(README, 'utf8').matchAll(/^```yaml\n# ([a-z]+)[^\n]*\n([\s\S]*?)^```/gm)];
  return blocks.map(({ 1: name = '', 2: text = '' }) => ({
    name,
    documents: parseAllDocuments(text).map((document) => document.toJS() as JsonObject),
  }));
}

function writtenOf({ kind, metadata, spec }: JsonObject): Written {
  const { service, name } = metadata as JsonObject;
  return [String(kind), `${String(service)}/${String(name)}`, spec as JsonObject];
}

describe('every example of the README of eks', () => {
  const [infra, ...others] = examples();

  it('is found', () => {
    expect(infra?.name).to.equal('infra');
    expect(others.map(({ name }) => name)).to.deep.equal(['minimal', 'full', 'production', 'worker', 'job']);
  });

  for (const { name, documents } of others) {
    const components = documents.map(writtenOf);
    const around: Around = {
      documents: infra?.documents ?? [],
      environmentClass: name === 'production' ? 'production' : 'development',
      files: { 'web.json': '{}\n' },
    };

    it(`renders as written down: ${name}`, async () => {
      await withEks(async ({ diagnostics, render }) => {
        expect((await diagnostics(components, around)).map(({ message }) => message)).to.deep.equal([]);
        const resources = await render(components, around);
        expect(
          nameProblems(
            resources,
            components.map(([, address]) => address),
          ),
        ).to.deep.equal([]);
        expect(referenceProblems(resources)).to.deep.equal([]);
        expect(secretProblems(resources)).to.deep.equal([]);
        expect(policyProblems(resources)).to.deep.equal([]);
        const own = resources.filter(
          ({ component, name: at }) => component === components[0]?.[1] || at === 'shared/namespace',
        );
        expectGolden(GOLDEN, name, own);
      });
    });

    it(`lives in the sandbox: ${name}`, async () => {
      await withEks(async ({ desire, sandbox }) => {
        const desired = await desire(components, around);
        const { status, errors, unverified } = await sandbox.apply(desired);
        expect([status, errors.map(({ message }) => message), unverified]).to.deep.equal(['succeeded', [], []]);
        expect((await sandbox.apply(await desire(components, around))).status).to.equal('nothing-to-do');
        expect([...sandbox.slips]).to.deep.equal([]);
        expect(await sandbox.leaks()).to.deep.equal([]);
      });
    });
  }
});
