import { expect } from 'chai';
import { sharedModels } from '../../../src/adapters/sandbox-cloud/models/index.js';
import { typeMetadata } from '../../../src/adapters/sandbox-cloud/type-metadata.js';

const models = sharedModels.flatMap((one) => one.models);
const top = (path: string) => path.split(/[.[]/)[0]!;

describe('models of the shared AWS pieces', () => {
  it('are of types that @pulumi/aws has, one each', () => {
    const types = models.map((model) => model.type);
    expect(types.filter((type) => typeMetadata(type) === undefined)).to.deep.equal([]);
    expect(types.filter((type, i) => types.indexOf(type) !== i)).to.deep.equal([]);
  });

  for (const model of models) {
    it(`name inputs that ${model.type} has`, () => {
      const inputs = typeMetadata(model.type)!.inputs;
      const named = [...model.replaces, ...(model.identity ?? []), ...Object.keys(model.defaults ?? {})].map(top);
      expect([...new Set(named)].filter((name) => name !== '*' && !inputs.has(name))).to.deep.equal([]);
    });
  }
});
