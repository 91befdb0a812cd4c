import assert from 'node:assert/strict';
import type { Desired } from '../../core/execution/desired.js';
import type { RenderedResource } from '../../core/render/rendered-resource.js';
import { buildByToken } from './deployment/build-by-token.js';
import { EXAMPLE_TARGET, withExample } from './deployment/example-project.js';
import { expectGolden } from './deployment/golden-file.js';
import { physicalNameProblems } from './deployment/name-limits.js';
import { policyProblems } from './deployment/policy-rules.js';
import { longNamed, type ReadmeBlock, readmeBlocks } from './deployment/readme-blocks.js';
import type { ContractPart, KindSubject } from './subject.js';

/** What the translator declares for every example of the README. Nothing is made. */
export const renderedResources: ContractPart = (subject, it) => {
  for (const block of readmeBlocks(subject))
    it(`renders the example "${block.name}" to resources that AWS and the sandbox take`, () => renders(subject, block));

  it('renders names that AWS takes for the longest names of stack, service and component', async () => {
    for (const block of readmeBlocks(subject).slice(0, 1)) {
      const { resources } = await renderExample(subject, longNamed(block));
      assert.deepEqual(physicalNameProblems(resources), []);
    }
  });
};

async function renders(subject: KindSubject, block: ReadmeBlock): Promise<void> {
  const rules = await import('./deployment/resource-rules.js');
  const { resources, again, desired, address } = await renderExample(subject, block);
  const own = resources.filter((resource) => resource.component === address);
  assert.notEqual(own.length, 0, 'the example declares nothing');
  assert.deepEqual(again, resources, 'a second render differs');
  assert.deepEqual(rules.nameProblems(resources, [...desired.components.keys()]), []);
  assert.deepEqual(rules.referenceProblems(resources), []);
  assert.deepEqual(rules.modelProblems(own, (await subject.kind.sandbox()).default), []);
  assert.deepEqual(rules.secretProblems(resources), []);
  assert.deepEqual(physicalNameProblems(resources), []);
  assert.deepEqual(policyProblems(resources), []);
  if (subject.golden !== undefined) expectGolden(subject.golden, block.name, own);
}

interface RenderedExample {
  readonly resources: readonly RenderedResource[];
  /** The same from a second render. */
  readonly again: readonly RenderedResource[];
  readonly desired: Desired;
  readonly address: string;
}

async function renderExample(subject: KindSubject, block: ReadmeBlock): Promise<RenderedExample> {
  const { renderApplication } = await import('../../adapters/render/render-application.js');
  return withExample(subject, block, async ({ address, desire }) => {
    const render = async () =>
      renderApplication({ desired: await desire(), target: EXAMPLE_TARGET, buildWith: buildByToken });
    return { resources: await render(), again: await render(), desired: await desire(), address };
  });
}
