import { expect } from 'chai';
import { componentOf } from '../../../../plugins/common/test/component.js';
import ec2instance from '../../../../plugins/ec2instance/src/index.js';
import kafka from '../../../../plugins/kafka/src/index.js';
import lambda from '../../../../plugins/lambda/src/index.js';
import tryVersion from '../../../../plugins/lambda/src/try-version.js';
import microservice from '../../../../plugins/microservice/src/index.js';
import msk from '../../../../plugins/msk/src/index.js';
import worker from '../../../../plugins/worker/src/index.js';
import { onMoto, resource, wrongIn } from './on-moto.js';

const ASSUME = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
/** A zip archive with nothing in it. */
const EMPTY_ZIP = Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex');
const MAPPING = 'aws:lambda/eventSourceMapping:EventSourceMapping';

onMoto('what computes', ({ api, call, verify }) => {
  const instance = async () => {
    const { Instances } = await call('ec2:RunInstances', {
      ImageId: 'ami-12c6146b',
      InstanceType: 't3.small',
      MinCount: 1,
      MaxCount: 1,
    });
    return String((Instances as { InstanceId: string }[])[0]?.InstanceId);
  };

  it('Lambda want the version active, live at it, and its sources on', async () => {
    const { Role } = await call('iam:CreateRole', { RoleName: 'panka-fn', AssumeRolePolicyDocument: ASSUME });
    const FunctionName = 'panka-fn';
    await call('lambda:CreateFunction', {
      FunctionName,
      Runtime: 'python3.13',
      Handler: 'app.handler',
      Role: (Role as { Arn: string }).Arn,
      Code: { ZipFile: EMPTY_ZIP as unknown as string },
      Publish: true,
    });
    await call('lambda:CreateAlias', { FunctionName, Name: 'live', FunctionVersion: '1' });
    const { QueueUrl = null } = await call('sqs:CreateQueue', { QueueName: 'of-fn' });
    const { Attributes } = await call('sqs:GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
    const EventSourceArn = (Attributes as { QueueArn: string }).QueueArn;
    const { UUID } = await call('lambda:CreateEventSourceMapping', { FunctionName, EventSourceArn });
    const look = (version: string, more: { enabled?: boolean; id?: string } = {}) =>
      verify(
        lambda,
        { runtime: 'python3.13', handler: 'app.handler', code: { s3Bucket: 'b', s3Key: 'k' } },
        {
          outputs: { functionName: FunctionName, version },
          resources: [resource(MAPPING, { enabled: more.enabled ?? true }, more.id ?? String(UUID))],
        },
      );
    expect(await look('1')).to.deep.include({ status: 'healthy' });
    expect(wrongIn(await look('1', { enabled: false }))).to.deep.equal(['the mapping is Enabled']);
    const other = await look('7', { id: '00000000-0000-0000-0000-000000000000' });
    expect(wrongIn(other)[0]).to.match(/^lambda:GetFunctionConfiguration: ResourceNotFoundException/);
    expect(wrongIn(other)[1]).to.equal('live is version 1');
    expect(wrongIn(other)[2]).to.match(/^lambda:GetEventSourceMapping: ResourceNotFoundException/);
  });

  it('Lambda gives a new version its share, and takes it back when an alarm fires', async () => {
    const { Role } = await call('iam:CreateRole', { RoleName: 'panka-canary', AssumeRolePolicyDocument: ASSUME });
    const FunctionName = 'panka-canary';
    const Code = { ZipFile: EMPTY_ZIP as unknown as string };
    const runtime = { Runtime: 'python3.13', Handler: 'app.handler', Role: (Role as { Arn: string }).Arn };
    await call('lambda:CreateFunction', { FunctionName, ...runtime, Code, Publish: true });
    await call('lambda:CreateAlias', { FunctionName, Name: 'live', FunctionVersion: '1' });
    await call('lambda:UpdateFunctionConfiguration', { FunctionName, MemorySize: 512 });
    const { Version = '' } = await call('lambda:PublishVersion', { FunctionName });
    const alarm = {
      AlarmName: 'errors',
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 1,
      Threshold: 1,
    };
    const metric = { MetricName: 'Errors', Namespace: 'AWS/Lambda', Period: 60, Statistic: 'Sum' };
    await call('cloudwatch:PutMetricAlarm', { ...alarm, ...metric });
    const seen: unknown[] = [];
    const attempt = (atWait: () => Promise<unknown>) =>
      tryVersion(
        componentOf(lambda, {
          ...{ runtime: 'python3.13', handler: 'app.handler', code: { s3Bucket: 'b', s3Key: 'k' } },
          deployment: { strategy: 'canary', canaryMinutes: 1, alarms: ['errors'] },
        }),
        {
          step: 'update',
          inputs: { functionName: FunctionName, name: 'live', functionVersion: Version },
          resources: [],
          aws: api(),
          wait: async () => {
            seen.push((await call('lambda:GetAlias', { FunctionName, Name: 'live' })).RoutingConfig);
            await atWait();
          },
        },
      );
    await attempt(async () => {});
    expect(seen).to.deep.equal(Array(4).fill({ AdditionalVersionWeights: { [String(Version)]: 0.1 } }));
    const fire = () =>
      call('cloudwatch:SetAlarmState', { AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'a test' });
    const failed = await attempt(fire).catch((error: unknown) => error);
    expect((failed as Error).message).to.match(/^alarm errors fires; version \d had 10 % of the calls/);
    const after = await call('lambda:GetAlias', { FunctionName, Name: 'live' });
    expect(after).to.deep.include({ FunctionVersion: '1' });
    expect(after.RoutingConfig ?? {}).not.to.have.nested.property(`AdditionalVersionWeights.${String(Version)}`);
  });

  it('EC2Instance want instances that run', async () => {
    const id = await instance();
    const look = (...instanceIds: string[]) =>
      verify(ec2instance, { instanceType: 't3.small', ssm: false }, { outputs: { instanceIds } });
    expect(await look(id)).to.deep.include({ status: 'healthy' });
    expect(wrongIn(await look('i-00000000000000000'))[0]).to.match(
      /^ec2:DescribeInstanceStatus: InvalidInstanceID.NotFound/,
    );
    await call('ec2:TerminateInstances', { InstanceIds: [id] });
    expect(await look(id)).to.deep.include({ status: 'failed' });
  });

  it('EC2Instance with autoscaling want the group in service with the newest template', async () => {
    const { LaunchTemplate } = await call('ec2:CreateLaunchTemplate', {
      LaunchTemplateName: 'panka',
      LaunchTemplateData: { ImageId: 'ami-12c6146b', InstanceType: 't3.small' },
    });
    const { LaunchTemplateId } = LaunchTemplate as { LaunchTemplateId: string };
    await call('autoscaling:CreateAutoScalingGroup', {
      AutoScalingGroupName: 'panka-group',
      LaunchTemplate: { LaunchTemplateId, Version: '1' },
      MinSize: 2,
      MaxSize: 2,
      AvailabilityZones: ['us-east-1a'],
    });
    const look = (autoScalingGroupName: string, latestVersion: number) =>
      verify(
        ec2instance,
        { instanceType: 't3.small', autoscaling: { min: 2, max: 2 } },
        {
          outputs: { autoScalingGroupName },
          resources: [resource('aws:ec2/launchTemplate:LaunchTemplate', { latestVersion }, LaunchTemplateId)],
        },
      );
    expect(await look('panka-group', 1)).to.deep.include({ status: 'healthy' });
    expect(wrongIn(await look('panka-group', 2))).to.deep.equal(['2 of 2 instances are of an older template']);
    expect(wrongIn(await look('gone', 1))).to.deep.equal(['group gone is not there yet']);
  });

  it('Kafka want brokers that run; moto has no associations of Systems Manager', async () => {
    const look = async (id: string) => {
      const resources = [resource('aws:ec2/instance:Instance', {}, id)];
      return (await verify(kafka, { brokers: 1 }, { resources })).checks[0];
    };
    expect(await look(await instance())).to.include({ ok: true });
    expect((await look('i-00000000000000000'))?.detail).to.match(/InvalidInstanceID.NotFound/);
  });

  it('MSK do not take an AWS that answers with something else for one without a cluster', async () => {
    const clusterArn = 'arn:aws:kafka:us-east-1:123456789012:cluster/no/0-1';
    const seen = await verify(msk, {}, { outputs: { clusterArn } });
    expect(seen.status).to.equal('pending');
    expect(wrongIn(seen)[0]).to.match(/^kafka:DescribeClusterV2: /);
  });

  for (const [title, kind, spec] of [
    ['MicroService', microservice, { image: 'web:1', ports: [{ name: 'http', port: 80 }] }],
    ['Worker', worker, { image: 'worker:1', source: { type: 'none' } }],
  ] as const)
    it(`${title} want the service to run what was deployed; in moto no task ever starts`, async () => {
      const cluster = `panka-${title}`;
      await call('ecs:CreateCluster', { clusterName: cluster });
      const { taskDefinition } = await call('ecs:RegisterTaskDefinition', {
        family: cluster,
        containerDefinitions: [{ name: 'main', image: 'web:1', memory: 128 }],
      });
      const { taskDefinitionArn } = taskDefinition as { taskDefinitionArn: string };
      const { service } = await call('ecs:CreateService', {
        cluster,
        serviceName: 'web',
        taskDefinition: taskDefinitionArn,
        desiredCount: 1,
      });
      const { serviceArn } = service as { serviceArn: string };
      const look = (outputs: object) =>
        verify(kind as typeof worker, spec, { outputs: { serviceArn, taskDefinitionArn, ...outputs } });
      expect(wrongIn(await look({}))).to.deep.equal(['rollout IN_PROGRESS: 0 of 1 tasks run']);
      const other = await look({ taskDefinitionArn: `${taskDefinitionArn}7` });
      expect(other.status).to.equal('failed');
      expect(wrongIn(other)[0]).to.match(/^ECS went back to panka-.*:1: /);
      const gone = await look({ serviceArn: serviceArn.replace(/web$/, 'gone') });
      expect(wrongIn(gone)).to.deep.equal(['service gone is not there yet']);
    });
});
