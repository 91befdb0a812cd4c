import { asObjects } from '@panka/plugin-common';
import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { componentOf } from '../../common/test/component.js';
import { granted, resolve, translate } from '../../common/test/translation.js';
import { alarms } from '../src/alarms.js';
import kind from '../src/index.js';

const KEY = 'arn:aws:kms:us-east-1:000000000000:key/k';
const LOOKUP = 'aws:secretsmanager/getSecretVersion:getSecretVersion';
const INSTANCE = 'aws:rds/instance:Instance';
const base = (more: JsonObject = {}): JsonObject => ({
  engine: { type: 'postgres', version: '16', parameters: { max_connections: '200' } },
  instance: { class: 'db.t4g.medium', storage: { allocatedGB: 100 } },
  database: { name: 'app' },
  ...more,
});
const AURORA = {
  engine: { type: 'aurora-mysql', version: '8.0' },
  instance: { class: 'db.r6g.large', replicas: 1 },
};

describe('RDS translation', () => {
  it('declares an encrypted, private instance with a secret that RDS manages', async () => {
    const made = await translate(kind, componentOf(kind, base()), { keyArn: KEY });
    const [instance] = made.of(INSTANCE);
    expect(instance?.inputs).to.include({
      identifier: 'shop-dev-api-thing-abc123',
      allocatedStorage: 100,
      maxAllocatedStorage: 200,
      storageEncrypted: true,
      kmsKeyId: KEY,
      publiclyAccessible: false,
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: KEY,
      performanceInsightsEnabled: true,
      finalSnapshotIdentifier: 'shop-dev-api-thing-abc123-final',
      deleteAutomatedBackups: false,
    });
    expect(made.outputs).to.include({ endpoint: 'api/thing.address', port: 5432, hostPort: 'api/thing.address:5432' });
    expect(made.alarms).to.deep.equal([
      'cpu',
      'free-storage',
      'free-memory',
      'connections',
      'read-latency',
      'write-latency',
    ]);
  });

  it('tells RDS how often to rotate the secret that it manages, where Security says so', async () => {
    const ROTATION = 'aws:secretsmanager/secretRotation:SecretRotation';
    const infra = { security: { secrets: { rotationDays: 30 } } };
    const computed = { [INSTANCE]: { masterUserSecrets: [{ secretArn: 'arn:managed' }] } };
    const made = await translate(kind, componentOf(kind, base()), { infra, computed });
    expect(made.of(ROTATION).map(({ inputs }) => inputs)).to.deep.equal([
      { secretId: 'arn:managed', rotateImmediately: false, rotationRules: { automaticallyAfterDays: 30 } },
    ]);
    const own = base({ database: { name: 'app', passwordSecret: { ref: 'dev/db' } } });
    const lookups = { [LOOKUP]: { arn: 'arn:secret', secretString: 'hunter2', versionId: 'v1' } };
    expect((await translate(kind, componentOf(kind, own), { infra, lookups })).of(ROTATION)).to.deep.equal([]);
    expect((await translate(kind, componentOf(kind, base()))).of(ROTATION)).to.deep.equal([]);
    const cluster = { 'aws:rds/cluster:Cluster': { masterUserSecrets: [{ secretArn: 'arn:aurora' }] } };
    const aurora = await translate(kind, componentOf(kind, base(AURORA)), { infra, computed: cluster });
    expect(aurora.of(ROTATION)[0]?.inputs.secretId).to.equal('arn:aurora');
  });

  it('requires TLS and applies static parameters at a reboot', async () => {
    const made = await translate(kind, componentOf(kind, base()));
    const [group] = made.of('aws:rds/parameterGroup:ParameterGroup');
    expect(group?.inputs.family).to.equal('postgres16');
    expect(group?.inputs.parameters).to.deep.equal([
      { name: 'max_connections', value: '200', applyMethod: 'pending-reboot' },
      { name: 'rds.force_ssl', value: '1', applyMethod: 'immediate' },
    ]);
  });

  it('hands a given password over write-only, with a version that follows the secret', async () => {
    const component = componentOf(
      kind,
      base({ database: { name: 'app', passwordSecret: { ref: 'dev/db', key: 'pw' } } }),
    );
    const answer = { arn: 'arn:secret', secretString: '{"pw":"hunter2"}', versionId: 'v1' };
    const made = await translate(kind, component, { lookups: { [LOOKUP]: answer } });
    const inputs = made.of(INSTANCE)[0]?.inputs ?? {};
    expect(JSON.stringify(inputs.passwordWo)).to.contain('hunter2');
    expect(inputs.passwordWoVersion).to.be.a('number');
    expect(inputs).not.to.have.property('password');
    expect(made.outputs.secretArn).to.equal('arn:secret');
    expect(made.translation.provides?.secrets?.PASSWORD?.key).to.equal('pw');
    const others = made.resources.filter((r) => r.type !== INSTANCE);
    expect(JSON.stringify(others)).not.to.contain('hunter2');
  });

  it('declares read replicas of an instance', async () => {
    const made = await translate(kind, componentOf(kind, base({ readReplicas: 2 })));
    expect(made.of(INSTANCE).map((r) => r.name)).to.deep.equal([
      'api/thing',
      'api/thing/replica-1',
      'api/thing/replica-2',
    ]);
    expect(made.of(INSTANCE)[1]?.inputs).to.include({ replicateSourceDb: 'shop-dev-api-thing-abc123' });
    expect(made.outputs.readerEndpoint).to.equal('api/thing/replica-1.address');
    expect(made.alarms).to.include.members(['replica-lag', 'replica-lag-2']);
    expect((await granted(made, 'write'))[0]?.Resource).to.deep.equal(
      ['thing', 'thing/replica-1', 'thing/replica-2'].map(
        (name) => `arn:aws:rds-db:us-east-1:000000000000:dbuser:api/${name}.resourceId/dbadmin`,
      ),
    );
  });

  it('gives replicas the storage of their primary, which RDS would not', async () => {
    const storage = { type: 'io2', allocatedGB: 200, maxAllocatedGB: 400, iops: 8000 };
    const spec = base({ readReplicas: 1, instance: { class: 'db.r6g.large', storage } });
    const [, replica] = (await translate(kind, componentOf(kind, spec))).of(INSTANCE);
    expect(replica?.inputs).to.include({
      allocatedStorage: 200,
      maxAllocatedStorage: 400,
      storageType: 'io2',
      iops: 8000,
    });
    const [, plain] = (await translate(kind, componentOf(kind, base({ readReplicas: 1 })))).of(INSTANCE);
    expect(plain?.inputs).to.include({ maxAllocatedStorage: 200 }).and.not.to.have.property('storageType');
  });

  it('makes the server write the logs that are asked for', async () => {
    const parametersOf = async (more: JsonObject) => {
      const made = await translate(kind, componentOf(kind, base(more)));
      const groups = ['aws:rds/parameterGroup:ParameterGroup', 'aws:rds/clusterParameterGroup:ClusterParameterGroup'];
      const parameters = groups.flatMap((type) => made.of(type)).flatMap(({ inputs }) => asObjects(inputs.parameters));
      return parameters.map(({ name, value }) => `${name}=${value}`);
    };
    const mysql = { engine: { type: 'mysql', version: '8.4' }, monitoring: { logs: ['slowquery', 'error'] } };
    expect(await parametersOf(mysql)).to.include.members(['slow_query_log=1', 'log_output=FILE']);
    expect(await parametersOf({ ...AURORA, monitoring: { logs: ['audit'] } })).to.include.members([
      'server_audit_logging=1',
      'server_audit_events=CONNECT,QUERY_DCL,QUERY_DDL',
    ]);
  });

  it('makes the log groups before RDS makes them without retention and key', async () => {
    const mysql = { engine: { type: 'mysql', version: '8.4' }, monitoring: { logs: ['slowquery'] }, readReplicas: 1 };
    const groups = async (more: JsonObject) =>
      (await translate(kind, componentOf(kind, base(more)))).of('aws:cloudwatch/logGroup:LogGroup');
    expect((await groups(mysql)).map(({ inputs }) => inputs.name)).to.deep.equal([
      '/aws/rds/instance/shop-dev-api-thing-abc123/slowquery',
      '/aws/rds/instance/shop-dev-api-thing-replica-1-abc123/slowquery',
    ]);
    expect(
      (await groups({ ...AURORA, monitoring: { logs: ['error'] } })).map(({ inputs }) => inputs.name),
    ).to.deep.equal(['/aws/rds/cluster/shop-dev-api-thing-abc123/error']);
  });

  it('publishes the port that the proxy listens on, whatever the database has', async () => {
    const spec = base({ proxy: true, database: { name: 'app', port: 6000 } });
    const made = await translate(kind, componentOf(kind, spec));
    expect(made.outputs.port).to.equal(5432);
    expect(made.translation.provides?.network?.ports).to.deep.equal([{ port: 5432, protocol: 'tcp' }]);
    expect(made.of(INSTANCE)[0]?.inputs.port).to.equal(6000);
  });

  it('lets admins of a cluster restart its members', async () => {
    const made = await translate(kind, componentOf(kind, base(AURORA)));
    const [, operate] = await granted(made, 'admin');
    expect(operate?.Resource).to.include('arn:aws:rds:us-east-1:000000000000:db:shop-dev-api-thing-instance-2-abc123');
  });

  it('watches the member of a cluster that is worst off, and opens every window when asked', async () => {
    const preferredWindow = 'sun:04:00-sun:05:00';
    const component = componentOf(
      kind,
      base({ ...AURORA, maintenance: { preferredWindow }, proxy: { enabled: true } }),
    );
    const made = await translate(kind, component, { keyArn: KEY });
    const windows = made
      .of('aws:rds/clusterInstance:ClusterInstance')
      .map(({ inputs }) => inputs.preferredMaintenanceWindow);
    expect(windows).to.deep.equal([preferredWindow, preferredWindow]);
    const { spec, address } = component;
    const requests = alarms(spec, { address, identifier: 'c', replicas: [] });
    expect(requests.find(({ id }) => id === 'cpu')?.statistic).to.equal('Maximum');
    expect(requests.find(({ id }) => id === 'free-memory')?.statistic).to.equal('Minimum');
  });

  it('leaves a restored instance the key of what it was restored from', async () => {
    const restored = componentOf(kind, base({ restoreFrom: { snapshot: 'before' } }));
    const made = await translate(kind, restored, { keyArn: KEY });
    expect(made.of(INSTANCE)[0]?.inputs).not.to.have.property('kmsKeyId');
    expect(made.of(INSTANCE)[0]?.inputs).to.include({ storageEncrypted: true, snapshotIdentifier: 'before' });
  });

  it('declares an Aurora cluster with a writer and readers', async () => {
    const component = componentOf(kind, base({ ...AURORA, monitoring: { enhancedMonitoring: true } }));
    const made = await translate(kind, component, { keyArn: KEY });
    expect(made.of('aws:rds/cluster:Cluster')[0]?.inputs).to.include({ engine: 'aurora-mysql', databaseName: 'app' });
    const members = made.of('aws:rds/clusterInstance:ClusterInstance');
    expect(members.map((m) => m.inputs.promotionTier)).to.deep.equal([0, 1]);
    expect(members[0]?.inputs).to.include({ monitoringInterval: 60, engine: 'aurora-mysql' });
    expect(made.of('aws:rds/clusterParameterGroup:ClusterParameterGroup')[0]?.inputs.family).to.equal(
      'aurora-mysql8.0',
    );
    expect(made.outputs).to.include({
      endpoint: 'api/thing.endpoint',
      readerEndpoint: 'api/thing.readerEndpoint',
      port: 3306,
    });
    expect(made.of('aws:ec2/securityGroup:SecurityGroup')).to.have.length(1);
  });

  it('sends consumers to the proxy when there is one', async () => {
    const made = await translate(kind, componentOf(kind, base({ proxy: true })), { keyArn: KEY });
    expect(made.outputs.endpoint).to.equal('api/thing/proxy.endpoint');
    expect(made.outputs.securityGroupId).to.equal('api/thing/proxy-sg-id');
    expect(made.of('aws:rds/proxyTarget:ProxyTarget')[0]?.inputs.dbInstanceIdentifier).to.equal(
      'shop-dev-api-thing-abc123',
    );
    expect(await granted(made, 'write')).to.deep.equal([]);
  });

  it('grants IAM logins from write on, and operation to admins', async () => {
    const made = await translate(kind, componentOf(kind, base()));
    expect(await granted(made, 'connect')).to.deep.equal([]);
    expect(await granted(made, 'read')).to.deep.equal([]);
    expect(await granted(made, 'write')).to.deep.equal([
      {
        Effect: 'Allow',
        Action: ['rds-db:connect'],
        Resource: ['arn:aws:rds-db:us-east-1:000000000000:dbuser:api/thing.resourceId/dbadmin'],
      },
    ]);
    const [, operate] = await granted(made, 'admin');
    expect(operate?.Action).to.include.members(['rds:CreateDBSnapshot', 'rds:RebootDBInstance']);
    expect(operate?.Action).not.to.include('rds:DeleteDBInstance');
  });

  it('gives consumers port, variables and the password as a secret', async () => {
    const made = await translate(kind, componentOf(kind, base()), { keyArn: KEY });
    const provides = made.translation.provides;
    expect(provides?.network?.ports).to.deep.equal([{ port: 5432, protocol: 'tcp' }]);
    expect(await resolve(pulumi.output(provides?.variables?.('connect')))).to.deep.equal({
      HOST: 'api/thing.address',
      PORT: '5432',
      NAME: 'app',
      USERNAME: 'dbadmin',
    });
    expect(provides?.secrets?.PASSWORD).to.include({ key: 'password', kmsKeyArn: KEY });
  });
});
