import assert from 'node:assert/strict';
import type { ContractPart } from './subject.js';

/** What is behind the lazy imports has the shape that the host builds and calls. */
export const lazyModules: ContractPart = ({ kind }, it) => {
  it('has a translator that names the services it wants by token', async () => {
    const { default: Translator } = await kind.translator();
    assertInjectable(Translator);
    assert.equal(typeof Translator.prototype.translate, 'function', 'the translator has no method "translate"');
  });

  it('has a verifier that looks once at a time', async () => {
    if (!kind.verifier) return;
    const { default: Verifier } = await kind.verifier();
    assertInjectable(Verifier);
    assert.equal(typeof Verifier.prototype.check, 'function', 'the verifier has no method "check"');
  });

  it('has sandbox models, one per resource type', async () => {
    const { models } = (await kind.sandbox()).default;
    const types = models.map((model) => model.type);
    for (const type of types) assert.match(type, /^[a-z-]+:[\w/]+:[A-Z]\w*$/, 'a type is a Pulumi token');
    assert.equal(new Set(types).size, types.length, 'a type has two models');
  });
};

function assertInjectable(made: { readonly inject?: readonly symbol[]; readonly length: number }): void {
  assert.equal(typeof made, 'function', 'the default export is not a class');
  const names = (made.inject ?? []).map((token) => Symbol.keyFor(token) ?? String(token));
  for (const name of names) assert.match(name, /^panka\.io\//, 'tokens come from "panka/sdk"');
  assert.equal(names.length, made.length, '"static inject" and the constructor differ in length');
}
