import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { TinyCloud } from '../../common/test/cloud.js';
import { componentOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const DISTRIBUTION = 'aws:cloudfront/distribution:Distribution';
const CONTROL = 'aws:cloudfront/originAccessControl:OriginAccessControl';
const sound: JsonObject = {
  origins: [{ originId: 'one', domainName: 'a.example.com' }],
  defaultCacheBehavior: { targetOriginId: 'one' },
  viewerCertificate: { cloudfrontDefaultCertificate: true },
};
const certificate = (region: string) => ({
  viewerCertificate: { acmCertificateArn: `arn:aws:acm:${region}:000000000000:certificate/c` },
});

describe('distributions in the sandbox', () => {
  it('are changed in place', async () => {
    const { models } = (await kind.sandbox()).default;
    const found = models.find(({ type }) => type === DISTRIBUTION);
    expect(found?.replaces).to.deep.equal(['staging']);
    const cloud = await TinyCloud.of(kind);
    const made = cloud.create(DISTRIBUTION, sound);
    expect(made.outputs).to.include({ hostedZoneId: 'Z2FDTNDATAQYW2', status: 'Deployed', lastModifiedTime: '1' });
    expect(cloud.update(made, { comment: 'b' }).outputs.lastModifiedTime).to.equal('2');
  });

  it('refuse what CloudFront refuses', async () => {
    const cloud = await TinyCloud.of(kind);
    const create = (more: JsonObject) => () => cloud.create(DISTRIBUTION, { ...sound, ...more });
    expect(create({ aliases: ['a.example.com'] })).to.throw('InvalidViewerCertificate');
    expect(create(certificate('eu-west-1'))).to.throw("isn't in us-east-1");
    expect(create({ orderedCacheBehaviors: [{ targetOriginId: 'two' }] })).to.throw('NoSuchOrigin');
    expect(create({ origins: [{ originId: 'one', originAccessControlId: 'none' }] })).to.throw(
      'InvalidOriginAccessControl',
    );
  });

  it('have names that lead to no other', async () => {
    const cloud = await TinyCloud.of(kind);
    const named = { ...sound, ...certificate('us-east-1'), aliases: ['a.example.com'] };
    const made = cloud.create(DISTRIBUTION, named);
    expect(() => cloud.create(DISTRIBUTION, named)).to.throw('CNAMEAlreadyExists');
    expect(() => cloud.update(made, { comment: 'b' })).not.to.throw();
  });

  it('keep an access control that they use', async () => {
    const cloud = await TinyCloud.of(kind);
    const control = cloud.create(CONTROL, { name: 'c' });
    const made = cloud.create(DISTRIBUTION, {
      ...sound,
      origins: [{ originId: 'one', originAccessControlId: control.id }],
    });
    expect(() => cloud.delete(control)).to.throw('OriginAccessControlInUse');
    cloud.delete(made);
    expect(() => cloud.delete(control)).not.to.throw();
  });
});

describe('CloudFront verification', () => {
  const spec = { origins: [{ name: 'one', domain: 'a.example.com' }], defaultBehavior: 'one' };

  it('wants every location to have it', async () => {
    const cloud = await TinyCloud.of(kind);
    const component = componentOf(kind, spec);
    const gone = await cloud.verify(kind, component, { distributionId: 'E1' });
    expect(gone.checks[0]?.detail).to.include('NoSuchDistribution');
    const made = cloud.create(DISTRIBUTION, sound);
    const verify = () => cloud.verify(kind, component, { distributionId: made.id });
    expect((await verify()).status).to.equal('healthy');
    cloud.edit(made, { status: 'InProgress' });
    const found = await verify();
    expect(found.status).to.equal('pending');
    expect(found.checks[0]?.detail).to.equal('status is InProgress');
  });

  it('makes it forget paths once for each version, as soon as it is everywhere', async () => {
    const asked: JsonObject[] = [];
    const answers = (Status: string) => ({
      call: async (operation: string, params: JsonObject) => {
        if (operation === 'cloudfront:CreateInvalidation') asked.push(params);
        return { Distribution: { Status, LastModifiedTime: '7', DistributionConfig: { Enabled: true } } };
      },
    });
    const cloud = await TinyCloud.of(kind);
    const component = componentOf(kind, { ...spec, invalidate: ['/*'] });
    const verify = (status: string) => cloud.verify(kind, component, { distributionId: 'E1' }, answers(status));
    expect((await verify('InProgress')).status).to.equal('pending');
    expect(asked).to.deep.equal([]);
    expect((await verify('Deployed')).checks.map(({ ok }) => ok)).to.deep.equal([true, true]);
    await verify('Deployed');
    expect(asked).to.have.length(2);
    expect(asked[0])
      .to.deep.equal(asked[1])
      .and.to.deep.equal({
        DistributionId: 'E1',
        InvalidationBatch: { CallerReference: 'panka 7 /*', Paths: { Quantity: 1, Items: ['/*'] } },
      });
  });
});
