import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { JsonObject } from '../../../src/sdk/index.js';
import { component } from '../aws-shared/test-stack.js';
import { containers, declaredWorkload } from './declared-workload.js';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db';

function statements(policy: unknown): JsonObject[] {
  return JSON.parse(String(policy)).Statement;
}

describe('task definitions', () => {
  it('read one key of a secret, and the execution role reads those secrets only', async () => {
    const key = 'arn:aws:kms:eu-west-1:123456789012:key/k';
    const program = await declaredWorkload({
      secrets: [
        { name: 'DB_PASSWORD', arn: SECRET, key: 'password', kmsKeyArn: key },
        { name: 'TOKEN', arn: SECRET },
      ],
    });
    expect(containers(program)[0]?.['secrets']).to.deep.equal([
      { name: 'DB_PASSWORD', valueFrom: `${SECRET}:password::` },
      { name: 'TOKEN', valueFrom: SECRET },
    ]);
    expect(statements(program.named('api/web/execution-role/bindings').inputs['policy'])).to.deep.equal([
      { Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'], Resource: [SECRET, `${SECRET}-??????`] },
      {
        Effect: 'Allow',
        Action: ['kms:Decrypt'],
        Resource: [key],
        Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' } },
      },
      {
        Effect: 'Allow',
        Action: ['kms:Decrypt'],
        Resource: ['arn:aws:kms:eu-west-1:123456789012:key/*'],
        Condition: {
          StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' },
          StringLike: { 'kms:EncryptionContext:SecretARN': [SECRET, `${SECRET}-??????`] },
        },
      },
    ]);
  });

  it('have a collector beside them where traces are wanted, and may write traces', async () => {
    const tracing = { image: 'collector:1', region: 'eu-west-1' };
    const own = { name: 'OTEL_SERVICE_NAME', value: 'mine' };
    const program = await declaredWorkload({ environment: [own] }, { tracing });
    const [main, collector, ...more] = containers(program);
    expect(more).to.deep.equal([]);
    expect(main?.['dependsOn']).to.deep.equal([{ containerName: 'panka-collector', condition: 'START' }]);
    const environment = main?.['environment'] as { name: string; value: string }[];
    expect(environment.filter(({ name }) => name === 'OTEL_SERVICE_NAME')).to.deep.equal([own]);
    expect(environment).to.deep.include({ name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'http://127.0.0.1:4318' });
    expect(collector).to.include({ name: 'panka-collector', image: 'collector:1', essential: false });
    const [config] = (collector?.['environment'] ?? []) as { name: string; value: string }[];
    expect(config?.name).to.equal('AOT_CONFIG_CONTENT');
    const { receivers, processors, exporters, service } = JSON.parse(config?.value ?? '');
    const used = service.pipelines.traces;
    expect(used.receivers).to.deep.equal(Object.keys(receivers));
    expect(used.processors).to.deep.equal(Object.keys(processors));
    expect(exporters).to.deep.equal({ awsxray: { region: 'eu-west-1' } });
    const actions = statements(program.named('api/web/task-role/bindings').inputs['policy']).flatMap(
      (s) => s['Action'],
    );
    expect(actions).to.include('xray:PutTraceSegments');
    const untraced = await declaredWorkload({});
    expect(containers(untraced)).to.have.length(1);
    expect(untraced.resources.map(({ name }) => name)).not.to.include('api/web/task-role/bindings');
  });

  it('mount file systems by their access point, disks of the task and scratch space', async () => {
    const program = await declaredWorkload({
      ephemeralStorageGiB: 40,
      volumes: [
        { name: 'data', mountPath: '/data', readOnly: true, efs: { fileSystemId: 'fs-1', accessPointId: 'fsap-1' } },
        {
          name: 'disk',
          mountPath: '/disk',
          readOnly: false,
          ebs: { sizeGiB: 50, type: 'gp3', iops: 4000, throughputMiBps: 500 },
        },
        { name: 'tmp', mountPath: '/tmp', readOnly: false, ephemeral: true },
      ],
    });
    const { inputs } = program.named('api/web/task');
    expect(inputs['ephemeralStorage']).to.deep.equal({ sizeInGib: 40 });
    expect(inputs['volumes']).to.deep.equal([
      {
        name: 'data',
        efsVolumeConfiguration: {
          fileSystemId: 'fs-1',
          transitEncryption: 'ENABLED',
          authorizationConfig: { accessPointId: 'fsap-1', iam: 'ENABLED' },
        },
      },
      { name: 'disk', configureAtLaunch: true },
      { name: 'tmp' },
    ]);
    expect(containers(program)[0]?.['mountPoints']).to.deep.equal([
      { sourceVolume: 'data', containerPath: '/data', readOnly: true },
      { sourceVolume: 'disk', containerPath: '/disk', readOnly: false },
      { sourceVolume: 'tmp', containerPath: '/tmp', readOnly: false },
    ]);
    expect(program.named('api/web').inputs['volumeConfiguration']).to.deep.equal({
      name: 'disk',
      managedEbsVolume: {
        roleArn: 'api/web/volume-role.arn',
        sizeInGb: 50,
        volumeType: 'gp3',
        iops: 4000,
        throughput: 500,
        encrypted: true,
        fileSystemType: 'xfs',
      },
    });
  });

  it('refuse disks where ECS would: two of one service, or any of a job', async () => {
    const disk = (name: string) => ({ name, mountPath: `/${name}`, readOnly: false, ebs: { sizeGiB: 1, type: 'gp3' } });
    const failed = async (type: 'service' | 'job', ...names: string[]) =>
      (await declaredWorkload({ type, volumes: names.map(disk) }).catch((e: Error) => e)) as Error;
    expect((await failed('service', 'a', 'b')).message).to.contain('more than one ebs volume');
    expect((await failed('job', 'a')).message).to.contain('which only services can have');
  });

  it('give ECS Exec room to write beside a read-only root, its channels and its record', async () => {
    const program = await declaredWorkload({ exec: true });
    expect(program.named('api/web').inputs['enableExecuteCommand']).to.equal(true);
    expect(containers(program)[0]?.['mountPoints']).to.deep.equal([
      { sourceVolume: 'panka-exec-0', containerPath: '/var/lib/amazon', readOnly: false },
      { sourceVolume: 'panka-exec-1', containerPath: '/var/log/amazon', readOnly: false },
    ]);
    const allowed = statements(program.named('api/web/task-role/bindings').inputs['policy']);
    expect(allowed.map((s) => (s['Action'] as string[])[0])).to.deep.equal([
      'ssmmessages:CreateControlChannel',
      'logs:DescribeLogGroups',
      'logs:CreateLogStream',
      'kms:Decrypt',
    ]);
    const writable = await declaredWorkload({ exec: true, readonlyRootFilesystem: false });
    expect(writable.named('api/web/task').inputs).not.to.have.property('volumes');
  });

  it('block on logs only where the spec says so', async () => {
    const options = async (logMode: string) => {
      const [main = {}] = containers(await declaredWorkload({ logMode, logBuffer: '1m' }));
      const { options: all } = main['logConfiguration'] as { options: JsonObject };
      return all;
    };
    expect(await options('non-blocking')).to.include({ mode: 'non-blocking', 'max-buffer-size': '1m' });
    expect(await options('blocking')).to.include({ mode: 'blocking' });
    expect(await options('blocking')).not.to.have.property('max-buffer-size');
  });

  describe('with configuration files', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'panka-configs-test-'));
      writeFileSync(join(folder, "it's.yaml"), 'a: 1');
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const declared = () =>
      declaredWorkload(
        { configs: [{ mountPath: '/etc/app', files: ["it's.yaml"] }] },
        { component: component('api/web', { folder }) },
      );

    it('fetch them before the main container starts, from where only this task reads', async () => {
      const program = await declared();
      const [main, fetcher] = containers(program);
      expect(main).to.deep.include({
        essential: true,
        dependsOn: [{ containerName: 'panka-configs', condition: 'SUCCESS' }],
        mountPoints: [{ sourceVolume: 'panka-configs-0', containerPath: '/etc/app', readOnly: true }],
      });
      expect(fetcher).to.deep.include({ essential: false, entryPoint: ['sh', '-c'] });
      expect(fetcher).to.include({ image: 'example/fetch:1' });
      const script = String(fetcher?.['command']).split('\n');
      expect(script[0]).to.equal('set -e');
      expect(script[1]).to.match(
        /^aws s3 cp --only-show-errors 's3:\/\/'shop-dev-artifacts-\w+'\/api\/web\/config\/0\/it'\\''s.yaml\/[0-9a-f]{64}\.yaml' '\/panka\/configs\/0\/it'\\''s.yaml'$/,
      );
      const [read, decrypt] = statements(program.named('api/web/task-role/bindings').inputs['policy']);
      expect(read).to.include({ Resource: 'shared/artifacts.arn/api/web/config/*' });
      expect(decrypt).to.deep.include({ Action: ['kms:Decrypt'], Resource: 'arn:key' });
    });

    it('make a new revision when a file changes', async () => {
      const before = containers(await declared())[1]?.['command'];
      writeFileSync(join(folder, "it's.yaml"), 'a: 2');
      expect(containers(await declared())[1]?.['command']).not.to.deep.equal(before);
    });
  });
});
