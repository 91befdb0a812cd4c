import { expect } from 'chai';
import { ComplianceRules } from '../../../src/core/policy/compliance.js';
import { backups } from '../../../src/core/policy/rules/backups.js';
import { deletionProtection } from '../../../src/core/policy/rules/deletion-protection.js';
import { encryptionAtRest } from '../../../src/core/policy/rules/encryption-at-rest.js';
import { finalSnapshot } from '../../../src/core/policy/rules/final-snapshot.js';
import { highAvailability } from '../../../src/core/policy/rules/high-availability.js';
import { literalSecrets } from '../../../src/core/policy/rules/literal-secrets.js';
import type { JsonObject } from '../../../src/sdk/index.js';
import { componentOf, findings, viewOf } from './policy-harness.js';

const variables = (values: Record<string, string>): JsonObject => ({
  environment: Object.entries(values).map(([name, value]) => ({ name, value })),
});

describe('policies about data', () => {
  it('PANKA-ENC-001 wants encryption at rest', () => {
    expect(findings(encryptionAtRest, { encryption: { enabled: false } })).to.deep.equal(['/encryption/enabled']);
    expect(findings(encryptionAtRest, { encryption: { enabled: true } })).to.deep.equal([]);
    expect(findings(encryptionAtRest, {})).to.deep.equal([]);
  });

  it('PANKA-SEC-003 finds secrets by name and by looks, and never says their values', () => {
    const secrets = {
      DB_PASSWORD: 'hunter2',
      apiKey: 'abc',
      STRIPE_TOKEN: 'x',
      URL: 'postgres://u:geheim@h/d',
      K: 'AKIAIOSFODNN7EXAMPLE',
      R: 'Zm9vYmFyQkFaMTIzNDU2Nzg5MHF1eFhZWg9Q',
    };
    expect(findings(literalSecrets, variables(secrets))).to.have.length(Object.keys(secrets).length);
    const harmless = {
      TOKEN_URL: 'https://example.com',
      SECRET_ARN: 'arn:aws:x',
      PASSWORD_FILE: '/run/x',
      PASSWORDLESS: 'true',
      SHA: '0b5c3a3fd4e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0',
      ID: '6f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
      MONKEY: 'x',
      DB_PASSWORD: '',
      KEYBOARD: 'qwerty',
      PATHS: '/usr/local/bin:/usr/bin:/bin',
    };
    expect(findings(literalSecrets, variables(harmless))).to.deep.equal([]);
    const component = componentOf(variables(secrets));
    expect(JSON.stringify(literalSecrets.check?.(component, viewOf(component)))).not.to.match(
      /hunter2|geheim|AKIA|Zm9v/,
    );
  });

  it('PANKA-BAK-001 wants backups, as long as Compliance asks', () => {
    expect(findings(backups, { backup: { enabled: false } }, { kind: 'RDS' })).to.deep.equal(['/backup/enabled']);
    expect(findings(backups, { pointInTimeRecovery: false }, { kind: 'DynamoDB' })).to.deep.equal([
      '/pointInTimeRecovery',
    ]);
    expect(findings(backups, { versioning: { enabled: false } }, { kind: 'S3' })).to.deep.equal([
      '/versioning/enabled',
    ]);
    const infra = { compliance: { backupMinRetentionDays: 14 } };
    expect(findings(backups, { backup: { retentionDays: 7 } }, { kind: 'RDS', infra })).to.deep.equal([
      '/backup/retentionDays',
    ]);
    expect(findings(backups, { backup: { retentionDays: 14 } }, { kind: 'RDS', infra })).to.deep.equal([]);
  });

  it('PANKA-HA-001 wants two of what serves', () => {
    expect(findings(highAvailability, { replicas: 1 })).to.deep.equal(['/replicas']);
    expect(findings(highAvailability, { replicas: 1, autoscaling: { enabled: true, minReplicas: 2 } })).to.deep.equal(
      [],
    );
    expect(findings(highAvailability, { replicas: 3, autoscaling: { enabled: true, minReplicas: 1 } })).to.deep.equal([
      '/autoscaling/minReplicas',
    ]);
    expect(
      findings(highAvailability, { engine: { type: 'postgres' }, instance: { multiAZ: false } }, { kind: 'RDS' }),
    ).to.deep.equal(['/instance/multiAZ']);
    expect(
      findings(highAvailability, { engine: { type: 'aurora-mysql' }, instance: { replicas: 0 } }, { kind: 'RDS' }),
    ).to.deep.equal(['/instance/replicas']);
    expect(
      findings(
        highAvailability,
        { engine: { type: 'aurora-mysql' }, instance: { replicas: 1, multiAZ: false } },
        { kind: 'RDS' },
      ),
    ).to.deep.equal([]);
  });

  it('PANKA-DATA-002 wants data protected, as a warning unless a profile asks for more', () => {
    const stateful = { kind: 'RDS', definition: { stateful: true } };
    const off = { deletionProtection: false, finalSnapshot: false };
    expect(findings(deletionProtection, off, stateful)).to.deep.equal(['/deletionProtection']);
    expect(findings(deletionProtection, { deletionProtection: true }, stateful)).to.deep.equal([]);
    expect(findings(deletionProtection, off, { definition: { stateful: false } })).to.deep.equal([]);
    const severity = (compliance: JsonObject) =>
      new ComplianceRules({ compliance, security: {} }, '2026-11-23').policySeverity(deletionProtection, 'production');
    expect(severity({})).to.equal('warning');
    expect(severity({ profile: 'soc2' })).to.equal('error');
  });

  it('PANKA-DATA-003 wants a snapshot of what is deleted', () => {
    const stateful = { kind: 'RDS', definition: { stateful: true } };
    const off = { deletionProtection: false, finalSnapshot: false };
    expect(findings(finalSnapshot, off, stateful)).to.deep.equal(['/finalSnapshot']);
    expect(findings(finalSnapshot, { finalSnapshot: true }, stateful)).to.deep.equal([]);
    expect(finalSnapshot.severity.production).to.equal('error');
  });
});
