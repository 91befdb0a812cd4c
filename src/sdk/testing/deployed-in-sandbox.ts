import assert from 'node:assert/strict';
import type { StoredResource } from '../../adapters/sandbox-cloud/stored-resource.js';
import type { DeploymentOutcome } from '../../core/execution/deployment-outcome.js';
import type { Desired } from '../../core/execution/desired.js';
import { outputsNotPublished } from '../../core/registry/published-outputs.js';
import type { RenderedResource } from '../../core/render/rendered-resource.js';
import type { ComponentKind } from '../component-kind.js';
import type { JsonObject } from '../json.js';
import { buildByToken } from './deployment/build-by-token.js';
import { EXAMPLE_TARGET, type ExampleProject, withExample } from './deployment/example-project.js';
import { type ReadmeBlock, readmeBlocks } from './deployment/readme-blocks.js';
import { type SandboxDeployment, sandboxDeployment } from './deployment/sandbox-deployment.js';
import type { ContractPart, KindSubject } from './subject.js';

const KEY = 'aws:kms/key:Key';

/** Every example of the README lives a whole life in the simulated cloud: made, looked at, applied again, destroyed. */
export const deployedInSandbox: ContractPart = (subject, it) => {
  const blocks = readmeBlocks(subject);
  const published = new Map<ReadmeBlock, readonly string[]>();
  for (const block of blocks)
    it(`deploys, verifies and destroys the example "${block.name}" in the sandbox`, async () => {
      published.set(block, await lives(subject, block));
    });

  it('publishes every output that it declares in one example or another', () => {
    // One that failed, or that was not asked to run, tells nothing.
    if (published.size < blocks.length) return;
    const seen = new Set([...published.values()].flat());
    const never = Object.keys(subject.kind.outputs).filter((name) => !seen.has(name));
    assert.deepEqual(never, [], 'no example publishes these; show one that does, or declare them no longer');
  });
};

/** Gives back the outputs that it published. */
async function lives(subject: KindSubject, block: ReadmeBlock): Promise<readonly string[]> {
  return withExample(subject, block, async (project) => {
    const sandbox = await sandboxDeployment(project.folder);
    const desired = await project.desire();
    const applied = await sandbox.apply(desired);
    assertDeployed(subject.kind, project.address, applied);
    const outputs = applied.outputs[project.address] ?? {};
    assertOutputs(subject.kind, outputs);
    assert.deepEqual(await sandbox.leaks(), [], 'a secret is stored in clear');
    assert.equal(
      (await sandbox.apply(await project.desire())).status,
      'nothing-to-do',
      'a second apply does something',
    );
    assert.deepEqual([...sandbox.slips], [], 'the verifier, or the sandbox that answers it, is not as AWS has it');
    await assertDestroyed(sandbox, project, desired);
    assert.deepEqual([...sandbox.slips], [], 'the verifier, or the sandbox that answers it, is not as AWS has it');
    return Object.keys(outputs);
  });
}

function assertDeployed(kind: ComponentKind, address: string, outcome: DeploymentOutcome): void {
  assert.equal(outcome.status, 'succeeded', outcome.errors.map((error) => error.message).join('; '));
  if (kind.verifier !== undefined) assert.ok(!outcome.unverified.includes(address), `${address} was not verified`);
}

/** All that are declared without a condition, none that is not declared, each of its type; a secret one is masked. */
function assertOutputs(kind: ComponentKind, outputs: JsonObject): void {
  for (const [name, value] of Object.entries(outputs)) {
    const declared = kind.outputs[name];
    assert.ok(declared, `output "${name}" is not declared`);
    if (declared.secret === true) assert.deepEqual(value, { secret: true }, `output "${name}" is published in clear`);
    else assert.equal(Array.isArray(value) ? 'array' : typeof value, declared.type, `type of output "${name}"`);
  }
  const missing = outputsNotPublished(kind, outputs);
  assert.deepEqual(missing, [], 'these outputs are declared without "when", but were not published');
}

/** What is protected stays until the manifests say otherwise; then only what is kept on purpose is left. */
async function assertDestroyed(sandbox: SandboxDeployment, project: ExampleProject, desired: Desired): Promise<void> {
  const resources = await rendered(desired);
  let last = desired;
  if (resources.some(({ options }) => options['protect'] === true)) {
    const before = (await sandbox.cloud()).length;
    await assert.rejects(sandbox.destroy(desired), { code: 'DeletionProtected' });
    assert.equal((await sandbox.cloud()).length, before, 'something was deleted although deletion is protected');
    last = await project.desireUnprotected();
    const { status } = await sandbox.apply(last);
    assert.ok(status === 'succeeded' || status === 'nothing-to-do', `taking the protection off: ${status}`);
  }
  const outcome = await sandbox.destroy(last);
  assert.equal(outcome.status, 'succeeded', outcome.errors.map((error) => error.message).join('; '));
  assert.deepEqual(await leftovers(await sandbox.cloud(), last), [], 'these are left after destroy');
}

/** Resources that are still there although no model keeps them and no option retains them. */
async function leftovers(cloud: readonly StoredResource[], desired: Desired): Promise<readonly string[]> {
  const { registerModels } = await import('../../adapters/sandbox-cloud/model-registry.js');
  const plugins = await Promise.all(
    [...desired.kinds.values()].map(async (k) => (await k.definition.sandbox()).default),
  );
  const { models } = registerModels(plugins);
  const retained = new Set(
    (await rendered(desired)).filter((r) => r.options['retainOnDelete'] === true).map((r) => `${r.type}::${r.name}`),
  );
  const isKept = (resource: StoredResource) =>
    models.get(resource.type)?.keeps?.(resource) === true || [...retained].some((end) => resource.owner.endsWith(end));
  // Without the key, what is kept could not be read.
  const isItsKey = ({ type }: StoredResource) => type === KEY && cloud.some(isKept);
  return cloud.filter((one) => !isKept(one) && !isItsKey(one)).map(({ type, id }) => `${type} ${id}`);
}

async function rendered(desired: Desired): Promise<readonly RenderedResource[]> {
  const { renderApplication } = await import('../../adapters/render/render-application.js');
  return renderApplication({ desired, target: EXAMPLE_TARGET, buildWith: buildByToken });
}
