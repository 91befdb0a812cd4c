import { expect } from 'chai';
import { ProgressRecorder } from '../../../src/core/execution/component-progress.js';
import { verifyingHooks } from '../../../src/core/execution/verifying-hooks.js';
import type { ComponentOf, JsonObject } from '../../../src/sdk/index.js';

/** Hooks for one component of a kind that declares the output `arn`. */
function hooks(spec: JsonObject = {}) {
  const component = { address: 'api/thing', kind: 'Thing', spec } as ComponentOf;
  const definition = { outputs: { arn: { type: 'string', description: 'x' } } };
  const recorder = new ProgressRecorder(
    () => {},
    () => 0,
  );
  const request = {
    desired: {
      components: new Map([[component.address, component]]),
      kinds: new Map([['Thing', { definition, plugin: { name: 'acme-things', version: '1.2.3' } }]]),
    },
    runtime: { verifier: async () => undefined },
    recorder,
    emit: () => {},
    signal: new AbortController().signal,
  } as unknown as Parameters<typeof verifyingHooks>[0];
  const { deployed } = verifyingHooks(request);
  return { recorder, deployed: async (outputs: JsonObject) => deployed?.('api/thing', { outputs, resources: [] }) };
}

describe('a component that is deployed', () => {
  it('counts as such with the outputs that its kind declares', async () => {
    const { deployed, recorder } = hooks();
    await deployed({ arn: 'a' });
    expect(recorder.of('api/thing').status).to.equal('deployed');
  });

  it('does not where AWS gave no value for one: the plugin is named, and the output', async () => {
    const { deployed, recorder } = hooks();
    const failure = await deployed({}).then(
      () => undefined,
      (error: Error) => error.message,
    );
    expect(failure).to.equal(
      'kind Thing of acme-things@1.2.3 declares output "arn" and did not publish it for "api/thing"',
    );
    expect(recorder.of('api/thing').status).not.to.equal('deployed');
  });

  it('may publish what it likes where nothing is made', async () => {
    const { deployed, recorder } = hooks({ external: { outputs: {} } });
    await deployed({});
    expect(recorder.of('api/thing').status).to.equal('deployed');
  });
});
