import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { componentOf } from '../../common/test/component.js';
import { lostBy } from '../../common/test/data-loss.js';
import { granted, resolve, translate } from '../../common/test/translation.js';
import kind from '../src/index.js';

const KEY = 'arn:aws:kms:us-east-1:000000000000:key/k';
const LOOKUP = 'aws:secretsmanager/getSecretVersion:getSecretVersion';
const CLUSTER = 'aws:docdb/cluster:Cluster';
const MEMBER = 'aws:docdb/clusterInstance:ClusterInstance';
const GROUP = 'aws:docdb/clusterParameterGroup:ClusterParameterGroup';
const base = (more: JsonObject = {}): JsonObject => ({ instance: { class: 'db.t4g.medium' }, ...more });

describe('DocumentDB translation', () => {
  it('declares an encrypted, private cluster with a secret that DocumentDB manages', async () => {
    const made = await translate(kind, componentOf(kind, base()), { keyArn: KEY });
    const [cluster] = made.of(CLUSTER);
    expect(cluster?.inputs).to.deep.include({
      clusterIdentifier: 'shop-dev-api-thing-abc123',
      engine: 'docdb',
      engineVersion: '5.0.0',
      port: 27_017,
      storageEncrypted: true,
      kmsKeyId: KEY,
      manageMasterUserPassword: true,
      backupRetentionPeriod: 7,
      enabledCloudwatchLogsExports: ['audit', 'profiler'],
      finalSnapshotIdentifier: 'shop-dev-api-thing-abc123-final',
    });
    expect(made.of('aws:ec2/securityGroup:SecurityGroup')).to.have.length(1);
    expect(made.alarms).to.deep.equal(['cpu', 'free-memory', 'connections', 'volume-growth']);
    expect(made.outputs).to.include({
      endpoint: 'api/thing.endpoint',
      readerEndpoint: 'api/thing.readerEndpoint',
      port: 27_017,
      clusterResourceId: 'api/thing.clusterResourceId',
    });
  });

  it('tells DocumentDB how often to rotate the secret that it manages, where Security says so', async () => {
    const infra = { security: { secrets: { rotationDays: 30 } } };
    const computed = { [CLUSTER]: { masterUserSecrets: [{ secretArn: 'arn:managed' }] } };
    const made = await translate(kind, componentOf(kind, base()), { infra, computed });
    expect(made.of('aws:secretsmanager/secretRotation:SecretRotation').map(({ inputs }) => inputs)).to.deep.equal([
      { secretId: 'arn:managed', rotateImmediately: false, rotationRules: { automaticallyAfterDays: 30 } },
    ]);
  });

  it('keeps TLS on at a reboot, and writes the logs that are asked for', async () => {
    const made = await translate(
      kind,
      componentOf(kind, base({ parameters: { audit_logs: 'ddl', ttl_monitor: true } })),
    );
    const inputs = made.of(GROUP)[0]?.inputs;
    expect(inputs?.family).to.equal('docdb5.0');
    expect(inputs?.parameters).to.deep.equal([
      { name: 'audit_logs', value: 'ddl', applyMethod: 'immediate' },
      { name: 'profiler', value: 'enabled', applyMethod: 'immediate' },
      { name: 'tls', value: 'enabled', applyMethod: 'pending-reboot' },
      { name: 'ttl_monitor', value: 'enabled', applyMethod: 'immediate' },
    ]);
    const silent = await translate(kind, componentOf(kind, base({ monitoring: { logs: [] } })));
    expect(silent.of(CLUSTER)[0]?.inputs).not.to.have.property('enabledCloudwatchLogsExports');
    expect(silent.of(GROUP)[0]?.inputs.parameters).to.have.length(1);
  });

  it('declares instances by rank, and watches their lag', async () => {
    const written = base({
      instance: { class: 'db.r6g.large', count: 16 },
      monitoring: { performanceInsights: true },
      maintenance: { preferredWindow: 'sun:04:00-sun:05:00' },
    });
    const made = await translate(kind, componentOf(kind, written), { keyArn: KEY });
    const members = made.of(MEMBER);
    expect(members.map((m) => m.inputs.promotionTier)).to.deep.equal(Array.from({ length: 16 }, (_, i) => i));
    expect(members[15]?.name).to.equal('api/thing/instance-16');
    expect(members[0]?.inputs).to.include({
      enablePerformanceInsights: true,
      performanceInsightsKmsKeyId: KEY,
      preferredMaintenanceWindow: 'sun:04:00-sun:05:00',
    });
    expect(made.alarms).to.include('replica-lag');
  });

  it('hands a given password over write-only, with a version that follows the secret', async () => {
    const written = base({ database: { passwordSecret: { ref: 'dev/docs', key: 'pw' } } });
    const answer = { arn: 'arn:secret', secretString: '{"pw":"hunter2"}', versionId: 'v1' };
    const made = await translate(kind, componentOf(kind, written), { lookups: { [LOOKUP]: answer } });
    const inputs = made.of(CLUSTER)[0]?.inputs ?? {};
    expect(JSON.stringify(inputs.masterPasswordWo)).to.contain('hunter2');
    expect(inputs.masterPasswordWoVersion).to.be.a('number');
    expect(inputs).not.to.have.any.keys('masterPassword', 'manageMasterUserPassword');
    expect(made.outputs.secretArn).to.equal('arn:secret');
    expect(JSON.stringify(made.resources.filter((r) => r.type !== CLUSTER))).not.to.contain('hunter2');
  });

  it('restores from a snapshot or a moment', async () => {
    const restored = async (restoreFrom: JsonObject) =>
      (await translate(kind, componentOf(kind, base({ restoreFrom })))).of(CLUSTER)[0]?.inputs;
    expect(await restored({ snapshot: 's' })).to.include({ snapshotIdentifier: 's' });
    expect((await restored({ pointInTime: { source: 'other' } }))?.restoreToPointInTime).to.deep.equal({
      sourceClusterIdentifier: 'other',
      restoreType: 'full-copy',
      useLatestRestorableTime: true,
    });
  });

  it('leaves no snapshot where none is wanted', async () => {
    const made = await translate(kind, componentOf(kind, base({ deletionPolicy: 'delete' })));
    expect(made.of(CLUSTER)[0]?.inputs.skipFinalSnapshot).to.equal(true);
    expect(made.of(CLUSTER)[0]?.inputs).not.to.have.property('finalSnapshotIdentifier');
  });

  it('gives consumers port, variables and the password as a secret', async () => {
    const { translation } = await translate(kind, componentOf(kind, base()));
    expect(translation.provides?.network?.ports).to.deep.equal([{ port: 27_017, protocol: 'tcp' }]);
    expect(await resolve(pulumi.output(translation.provides?.variables?.('connect')))).to.deep.equal({
      HOST: 'api/thing.endpoint',
      PORT: '27017',
      USERNAME: 'docadmin',
      OPTIONS: 'tls=true&replicaSet=rs0&readPreference=secondaryPreferred&retryWrites=false',
    });
    expect(translation.provides?.secrets?.PASSWORD?.key).to.equal('password');
  });

  it('grants operation to admins, on this cluster and its instances alone', async () => {
    const made = await translate(kind, componentOf(kind, base()));
    expect(await granted(made, 'write')).to.deep.equal([]);
    const [cluster, instances] = await granted(made, 'admin');
    expect(cluster?.Resource).to.deep.equal([
      'api/thing.arn',
      'arn:aws:rds:us-east-1:000000000000:cluster-snapshot:shop-dev-api-thing-abc123-*',
    ]);
    expect(instances?.Resource).to.deep.equal([
      'arn:aws:rds:us-east-1:000000000000:db:shop-dev-api-thing-instance-1-abc123',
    ]);
    expect([cluster, instances].flatMap((s) => s?.Action)).not.to.include('rds:DeleteDBCluster');
  });
});

describe('Changes of a DocumentDB', () => {
  const changed = (more: JsonObject) => lostBy(kind, base(), base(more), { keyArn: KEY });

  it('that replace the cluster lose its data', async () => {
    const lost = 'replaces Cluster api/thing';
    expect(await changed({ database: { username: 'other' } })).to.equal(lost);
    expect(await changed({ encryption: { kmsKey: 'arn:other' } })).to.equal(lost);
    expect(await changed({ restoreFrom: { snapshot: 's' } })).to.equal(lost);
    expect(await changed({ database: { port: 27_018 } })).to.equal(lost);
    expect(await changed({ name: 'another-name' })).to.equal(lost);
  });

  it('that are done in place do not, nor does another instance', async () => {
    expect(await changed({ engine: { version: '8.0.0' }, storageType: 'iopt1' })).to.equal(undefined);
    expect(await changed({ instance: { class: 'db.r6g.large', count: 2 } })).to.equal(undefined);
    expect(await changed({ backup: { retentionDays: 30 }, finalSnapshot: false })).to.equal(undefined);
  });
});
