import { expect } from 'chai';
import { allowedKinds } from '../../../src/core/policy/rules/allowed-kinds.js';
import { allowedRegions } from '../../../src/core/policy/rules/allowed-regions.js';
import { dataResidency } from '../../../src/core/policy/rules/data-residency.js';
import { imageDigests, imageRegistries } from '../../../src/core/policy/rules/image-registries.js';
import { imageTags } from '../../../src/core/policy/rules/image-tags.js';
import { instanceTypes } from '../../../src/core/policy/rules/instance-types.js';
import { requiredTags } from '../../../src/core/policy/rules/required-tags.js';
import { tagLimits } from '../../../src/core/policy/rules/tag-limits.js';
import type { Json, JsonObject } from '../../../src/sdk/index.js';
import { findings } from './policy-harness.js';

describe('policies about names, places and kinds', () => {
  it('PANKA-IMG-001 wants versions', () => {
    for (const image of [
      'nginx',
      'nginx:latest',
      'localhost:5000/nginx',
      { repository: 'nginx' },
      { repository: 'nginx', tag: 'latest' },
    ] as Json[])
      expect(findings(imageTags, { image }), JSON.stringify(image)).to.have.length(1);
    for (const image of [
      'nginx:1.27',
      'localhost:5000/nginx:2',
      'nginx@sha256:abc',
      { repository: 'nginx', tag: '1' },
      { repository: 'nginx', digest: 'sha256:abc' },
      { repository: 'nginx:1' },
    ] as Json[])
      expect(findings(imageTags, { image }), JSON.stringify(image)).to.deep.equal([]);
    expect(findings(imageTags, {})).to.deep.equal([]);
  });

  it('PANKA-TAG-001 wants the tags of Compliance', () => {
    const required: JsonObject[] = [{ key: 'team' }, { key: 'cost', pattern: '[0-9]+' }, { key: 'odd', pattern: '[' }];
    const infra = { compliance: { requiredTags: required } };
    expect(findings(requiredTags, {}, { infra })).to.deep.equal(['/tags', '/tags', '/tags']);
    expect(findings(requiredTags, {}, { infra, tags: { team: 'a', cost: '12x', odd: '[' } })).to.deep.equal([
      '/tags/cost',
    ]);
    expect(findings(requiredTags, {})).to.deep.equal([]);
  });

  it('PANKA-TAG-002 keeps tags within the limits', () => {
    const tags = (given: Record<string, string>) => findings(tagLimits, {}, { tags: given });
    expect(tags({ a: 'b', 'cost-center': 'x/y=z', é: 'ü' })).to.deep.equal([]);
    expect(tags({ 'aws:x': 'b' })).to.have.length(1);
    expect(tags({ 'panka:x': 'b' })).to.have.length(1);
    expect(tags({ ['k'.repeat(129)]: 'b' })).to.have.length(1);
    expect(tags({ a: 'v'.repeat(257) })).to.have.length(1);
    expect(tags({ a: 'no <html>' })).to.have.length(1);
    expect(tags(Object.fromEntries(Array.from({ length: 45 }, (_, i) => [`k${i}`, 'v'])))).to.deep.equal(['/tags']);
  });

  it('PANKA-REG-001 and PANKA-TYP-002 keep to regions and kinds', () => {
    const infra = { compliance: { allowedRegions: ['eu-west-1'], allowedKinds: ['SQS'] } };
    expect(findings(allowedRegions, {}, { infra, region: 'us-east-1' })).to.deep.equal(['/provider/region']);
    expect(findings(allowedRegions, {}, { infra, region: 'eu-west-1' })).to.deep.equal([]);
    expect(findings(allowedRegions, {}, { infra })).to.deep.equal([]);
    expect(findings(allowedKinds, {}, { infra })).to.deep.equal(['']);
    expect(findings(allowedKinds, {}, { infra, kind: 'SQS' })).to.deep.equal([]);
  });

  it('PANKA-IMG-002 and PANKA-IMG-003 keep to registries and digests', () => {
    const infra = {
      security: { imageRegistries: ['123.dkr.ecr.*.amazonaws.com', 'ghcr.io/shop'], imageDigestRequired: true },
    };
    const repository = '123.dkr.ecr.eu-west-1.amazonaws.com/web';
    expect(findings(imageRegistries, { image: { repository } }, { infra })).to.deep.equal([]);
    expect(findings(imageRegistries, { image: 'ghcr.io/shop/web:1' }, { infra })).to.deep.equal([]);
    expect(findings(imageRegistries, { image: 'ghcr.io/shopping/web:1' }, { infra })).to.deep.equal(['/image']);
    expect(findings(imageRegistries, { image: { repository: 'nginx' } }, { infra })).to.deep.equal([
      '/image/repository',
    ]);
    expect(findings(imageRegistries, { image: 'nginx' })).to.deep.equal([]);
    expect(findings(imageDigests, { image: 'a@sha256:1' }, { infra })).to.deep.equal([]);
    expect(findings(imageDigests, { image: { repository, digest: 'sha256:1' } }, { infra })).to.deep.equal([]);
    expect(findings(imageDigests, { image: 'a:1' }, { infra })).to.deep.equal(['/image']);
    expect(findings(imageDigests, { image: 'a:1' })).to.deep.equal([]);
  });

  it('PANKA-TYP-001 keeps to instance types', () => {
    const infra = { compliance: { allowedInstanceTypes: ['db.t4g.*', '*.small'] } };
    expect(findings(instanceTypes, { instance: { class: 'db.t4g.medium' } }, { infra })).to.deep.equal([]);
    expect(findings(instanceTypes, { instance: { class: 'db.r8g.large' } }, { infra })).to.deep.equal([
      '/instance/class',
    ]);
    expect(findings(instanceTypes, { cluster: { nodeType: 'cache.t4g.small' } }, { infra })).to.deep.equal([]);
    expect(findings(instanceTypes, { instance: { class: 'db.r8g.large' } })).to.deep.equal([]);
  });

  it('PANKA-REG-003 keeps data in its regions', () => {
    const infra = { compliance: { dataResidency: 'eu-west-1' } };
    expect(
      findings(dataResidency, { replicas: ['eu-west-1', 'us-east-1'] }, { infra, region: 'eu-west-1' }),
    ).to.deep.equal(['/replicas/1']);
    expect(findings(dataResidency, { replicas: 2 }, { infra, region: 'us-east-1' })).to.deep.equal([
      '/provider/region',
    ]);
    expect(findings(dataResidency, { replicas: ['us-east-1'] }, { region: 'us-east-1' })).to.deep.equal([]);
  });
});
