import { expect } from 'chai';
import { INFRA_SCHEMAS } from '../../../../src/core/discovery/infra-schemas/index.js';
import { checkSchema } from '../../../../src/core/discovery/schema/check-schema.js';
import type { JsonSchema } from '../../../../src/core/discovery/schema/json-schema.js';

/** Pointers of the values that a document's schema refuses. */
function refused(kind: 'Networking' | 'Security', spec: object): readonly string[] {
  return checkSchema(INFRA_SCHEMAS[kind] as JsonSchema, spec).problems.map(({ pointer }) => pointer);
}

describe('infrastructure documents', () => {
  it('take gateway endpoints of the two services that have them', () => {
    const gateways = (...gateway: string[]) =>
      refused('Networking', { vpc: { mode: 'create' }, endpoints: { gateway } });
    expect(gateways('s3', 'dynamodb')).to.deep.equal([]);
    expect(gateways('s3', 'ecr.api')).to.deep.equal(['/endpoints/gateway/1']);
  });

  it('take web ACLs of load balancers, not of distributions', () => {
    const acl = (scope: string) =>
      refused('Security', { waf: { webAclArn: `arn:aws:wafv2:us-east-1:123456789012:${scope}/webacl/shop/1` } });
    expect(acl('regional')).to.deep.equal([]);
    expect(acl('global')).to.deep.equal(['/waf/webAclArn']);
  });
});
