import { expect } from 'chai';
import { accessLogs } from '../../../src/core/policy/rules/access-logs.js';
import { containerHardening } from '../../../src/core/policy/rules/container-hardening.js';
import { customerManagedKeys } from '../../../src/core/policy/rules/customer-managed-keys.js';
import { encryptionInTransit } from '../../../src/core/policy/rules/encryption-in-transit.js';
import { flowLogs } from '../../../src/core/policy/rules/flow-logs.js';
import { implicitGrants } from '../../../src/core/policy/rules/implicit-grants.js';
import { instanceExposure } from '../../../src/core/policy/rules/instance-exposure.js';
import { supportedVersions } from '../../../src/core/policy/rules/supported-versions.js';
import { unauthenticatedEndpoints } from '../../../src/core/policy/rules/unauthenticated-endpoints.js';
import type { ResolvedReference } from '../../../src/sdk/index.js';
import { componentOf, findings, viewOf } from './policy-harness.js';

describe('policies about what specs expose', () => {
  it('PANKA-ENC-002 wants TLS', () => {
    expect(findings(encryptionInTransit, { security: { transitEncryption: false } })).to.deep.equal([
      '/security/transitEncryption',
    ]);
    expect(findings(encryptionInTransit, { parameters: { 'rds.force_ssl': 0 } }, { kind: 'RDS' })).to.deep.equal([
      '/parameters/rds.force_ssl',
    ]);
    expect(findings(encryptionInTransit, { parameters: { tls: 'enabled' } }, { kind: 'DocumentDB' })).to.deep.equal([]);
  });

  it('PANKA-ENC-003 wants keys of the stack', () => {
    expect(findings(customerManagedKeys, { encryption: { key: 'aws-managed' } })).to.deep.equal(['/encryption/key']);
    expect(findings(customerManagedKeys, {})).to.deep.equal([]);
    const infra = { defaults: { encryption: { key: 'aws-managed' } } };
    expect(findings(customerManagedKeys, {}, { infra })).to.deep.equal(['']);
  });

  it('PANKA-EOL-001 knows when support ended, by day', () => {
    const lambda = (runtime: string) => findings(supportedVersions, { runtime }, { kind: 'Lambda' });
    expect(lambda('nodejs18.x')).to.deep.equal(['/runtime']);
    expect(lambda('nodejs24.x')).to.deep.equal([]);
    const engine = { engine: { type: 'postgres', version: '13.9' } };
    expect(findings(supportedVersions, engine, { kind: 'RDS' })).to.deep.equal(['/engine/version']);
    const component = componentOf({ engine: { type: 'mysql', version: '8.0.39' } }, { kind: 'RDS' });
    const on = (today: string) => supportedVersions.check?.(component, { ...viewOf(component), today }) ?? [];
    expect(on('2026-07-31')).to.deep.equal([]);
    expect(on('2026-08-01')).to.have.length(1);
    expect(on('2026-08-01')[0]).not.to.have.property('atMost');
    expect(on('2028-01-01')[0]).to.have.property('atMost', 'warning');
  });

  it('PANKA-PUB-005 wants to know who calls', () => {
    const url = { url: { enabled: true, auth: 'NONE' } };
    expect(findings(unauthenticatedEndpoints, url, { kind: 'Lambda' })).to.deep.equal(['/url/auth']);
    const infra = { security: { allowPublicFunctionUrls: true } };
    expect(findings(unauthenticatedEndpoints, url, { kind: 'Lambda', infra })).to.deep.equal([]);
    const routes = [
      { route: 'GET /', auth: 'iam' },
      { route: 'GET /open', auth: 'none' },
    ];
    expect(findings(unauthenticatedEndpoints, { routes }, { kind: 'APIGateway' })).to.deep.equal(['/routes/1/auth']);
  });

  it('PANKA-IAM-003 wants a binding beside a valueFrom that grants', () => {
    const read = reference({ via: 'valueFrom', access: 'read', path: '/environment/0/valueFrom' });
    const check = (...references: ResolvedReference[]) =>
      implicitGrants.check?.({ ...componentOf({}), references }, viewOf(componentOf({}))) ?? [];
    expect(check(read).map(({ path }) => path)).to.deep.equal(['/environment/0/valueFrom']);
    expect(check(read, reference({ via: 'binding', access: 'read' }))).to.deep.equal([]);
    expect(check({ ...read, access: 'connect' })).to.deep.equal([]);
    expect(implicitGrants.demanded?.({ iam: { implicitGrants: false } })).to.equal(true);
    expect(implicitGrants.demanded?.({})).to.equal(false);
  });

  it('PANKA-SEC-002 and SEC-004 want instances and containers closed', () => {
    const open = { keyName: 'mine', publicIp: true };
    expect(findings(instanceExposure, open, { kind: 'EC2Instance' })).to.deep.equal(['/keyName', '/publicIp']);
    const infra = { security: { allowSshKeys: true } };
    expect(findings(instanceExposure, open, { kind: 'EC2Instance', infra })).to.deep.equal(['/publicIp']);
    expect(findings(containerHardening, { readonlyRootFilesystem: false, user: 'root' })).to.deep.equal([
      '/readonlyRootFilesystem',
      '/user',
    ]);
    expect(findings(containerHardening, { readonlyRootFilesystem: true, user: 'app' })).to.deep.equal([]);
  });

  it('PANKA-LOG-001 and NET-002 want logs', () => {
    expect(findings(accessLogs, { accessLogs: false }, { kind: 'APIGateway' })).to.deep.equal(['/accessLogs']);
    expect(findings(accessLogs, { accessLogs: false }, { kind: 'S3' })).to.deep.equal([]);
    const networking = { vpc: { mode: 'create' }, flowLogs: { enabled: false } };
    expect(findings(flowLogs, {}, { infra: { networking } })).to.deep.equal(['']);
    expect(findings(flowLogs, {}, { infra: { networking: { ...networking, vpc: { mode: 'import' } } } })).to.deep.equal(
      [],
    );
  });
});

function reference(given: Partial<ResolvedReference>): ResolvedReference {
  return { to: 'api/db', kind: 'RDS', via: 'valueFrom', edge: 'needs', reason: 'x', path: '/x', ...given };
}
