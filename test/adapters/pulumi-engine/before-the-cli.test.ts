import { expect } from 'chai';
import { missingPlugin, providerPluginMissing } from '../../../src/adapters/pulumi-engine/errors.js';
import { protectedResult } from '../../../src/adapters/pulumi-engine/protection.js';
import { unitsTargets } from '../../../src/adapters/pulumi-engine/targets.js';
import type { MutatingRequest, ResourceEvent } from '../../../src/core/engine/deployment-engine.js';
import type { DeploymentV3, ResourceV3 } from '../../../src/core/engine/deployment-v3.js';
import { ROOT, urnOf } from './recorded-steps.js';

const type = 'aws:sqs/queue:Queue';
const resource = (name: string, more: Partial<ResourceV3> = {}): ResourceV3 => ({
  ...{ urn: urnOf(name), custom: true, type, id: `${name}-1` },
  ...more,
});
const base = (...resources: ResourceV3[]): DeploymentV3 => ({
  manifest: { time: '', magic: '', version: '' },
  resources,
});
const request = (of: Partial<MutatingRequest>) => of as MutatingRequest;
const planned = (op: ResourceEvent['op'], name: string): ResourceEvent => ({
  ...{ phase: 'planned', op, urn: urnOf(name), type, name },
});

describe('before the CLI is started', () => {
  it('a destruction of something protected ends there, and one of other targets goes on', () => {
    const deployed = base(resource('kept', { protect: true }), resource('other'));
    const refused = protectedResult(request({ base: deployed }), undefined, undefined);
    expect(refused?.status).to.equal('failed');
    expect(refused?.errors[0]).to.include({ code: 'ResourceProtected', urn: urnOf('kept') });
    expect(refused?.deployment).to.equal(deployed);
    expect(protectedResult(request({ base: deployed }), undefined, [urnOf('other')])).to.equal(undefined);
  });

  it('a deployment that would delete or replace something protected ends there, any other goes on', () => {
    const deployed = request({ base: base(resource('kept', { protect: true })) });
    for (const op of ['delete', 'replace'] as const)
      expect(protectedResult(deployed, { events: [planned(op, 'kept')] }, undefined)?.status).to.equal('failed');
    expect(protectedResult(deployed, { events: [planned('update', 'kept')] }, undefined)).to.equal(undefined);
  });

  it('targets are what is recorded and what is declared, without stack and providers', () => {
    const deployed = base({ ...resource('root'), urn: ROOT, type: 'pulumi:pulumi:Stack' }, resource('old'));
    const isTarget = ({ urn }: { urn: string }) => !urn.endsWith('::not');
    const scouted = { events: [planned('create', 'new'), planned('create', 'not'), planned('same', 'old')] };
    const targets = unitsTargets(request({ base: deployed, isTarget }), scouted);
    expect(targets).to.deep.equal([urnOf('old'), urnOf('new')]);
  });
});

describe('a plugin that the CLI has not', () => {
  it('is told from other errors, and its error says what to type', () => {
    const missing = missingPlugin(
      "Could not automatically download and install resource plugin 'pulumi-resource-aws' at version v7.48.0, install the plugin using `pulumi plugin install resource aws v7.48.0`: error downloading provider aws to file: failed to download plugin: aws-7.48.0: failed all 5 attempts",
    );
    expect(missing).to.deep.include({ name: 'aws', version: '7.48.0' });
    expect(missing?.reason).to.contain('failed all 5 attempts');
    const { suggestions } = providerPluginMissing(missing as NonNullable<typeof missing>);
    expect(suggestions[0]).to.contain('pulumi plugin install resource aws v7.48.0');
    expect(missingPlugin('AccessDenied: no')).to.equal(undefined);
  });
});
