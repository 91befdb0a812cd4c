import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { sharedModels } from '../../../src/adapters/sandbox-cloud/models/index.js';
import { typeMetadata } from '../../../src/adapters/sandbox-cloud/type-metadata.js';
import type { ResourceModel, SandboxModels } from '../../../src/sdk/sandbox.js';

const plugins = join(import.meta.dirname, '../../../plugins');
const withModels = readdirSync(plugins).filter((name) => existsSync(join(plugins, name, 'src/sandbox.ts')));

/** What AWS keeps by itself and @pulumi/aws does not declare: the snapshot that ElastiCache takes of a group before it is deleted. */
const NOT_DECLARED = ['aws:elasticache/snapshot:Snapshot'];

/** Names in a model that its type does not have: a slip of the pen there would show as a replacement that never comes. */
function slips({ type, replaces, identity = [], defaults = {}, writeOnly = [], secretOutputs = [] }: ResourceModel) {
  // Objects of Kubernetes are not declared by classes that could be read.
  if (NOT_DECLARED.includes(type) || type.startsWith('kubernetes:')) return [];
  const metadata = typeMetadata(type);
  if (metadata === undefined) return [`${type} is no type of @pulumi/aws`];
  const inputs = [...replaces, ...identity, ...Object.keys(defaults), ...writeOnly].map(
    (path) => path.split(/[.[]/)[0]!,
  );
  return [
    ...inputs
      .filter((name) => name !== '*' && !metadata.inputs.has(name))
      .map((name) => `${type} has no input ${name}`),
    ...secretOutputs.filter((name) => !metadata.outputs.has(name)).map((name) => `${type} has no output ${name}`),
  ];
}

describe('models of resource types', () => {
  it('built in, name types, inputs and outputs that exist, each type once', () => {
    const models = sharedModels.flatMap((one) => one.models);
    const types = models.map(({ type }) => type);
    expect(models.flatMap(slips)).to.deep.equal([]);
    expect(types.filter((type, i) => types.indexOf(type) !== i)).to.deep.equal([]);
  });

  for (const plugin of withModels) {
    it(`of plugin ${plugin} name types, inputs and outputs that exist, each type once`, async () => {
      const { default: own } = (await import(join(plugins, plugin, 'src/sandbox.ts'))) as { default: SandboxModels };
      const types = own.models.map(({ type }) => type);
      expect(own.models.flatMap(slips)).to.deep.equal([]);
      expect(types.filter((type, i) => types.indexOf(type) !== i)).to.deep.equal([]);
    });
  }
});
