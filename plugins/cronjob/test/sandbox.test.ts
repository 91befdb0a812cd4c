import { expect } from 'chai';
import type { JsonObject, SandboxResource } from 'panka/sdk';
import { TinyCloud } from '../../common/test/cloud.js';
import { componentOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const SCHEDULE = 'aws:scheduler/schedule:Schedule';
const TASK = 'aws:ecs/taskDefinition:TaskDefinition';
const CLUSTER = 'arn:aws:ecs:us-east-1:000000000000:cluster/shop';

const logs = { logConfiguration: { options: { 'awslogs-group': '/panka/job', 'awslogs-stream-prefix': 'job' } } };
const task = (image: string): JsonObject => ({
  family: 'job',
  cpu: '256',
  memory: '512',
  requiresCompatibilities: ['FARGATE'],
  containerDefinitions: JSON.stringify([{ name: 'job', image, essential: true, ...logs }]),
});

interface Deployed {
  readonly cloud: TinyCloud;
  readonly definition: SandboxResource;
  readonly schedule: SandboxResource;
}

async function deployed(image: string): Promise<Deployed> {
  const cloud = await TinyCloud.of(kind);
  const definition = cloud.create(TASK, task(image));
  const ecsParameters: JsonObject = {
    taskDefinitionArn: definition.outputs.arn!,
    capacityProviderStrategies: [{ capacityProvider: 'FARGATE', weight: 1 }],
    networkConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: false },
  };
  const schedule = cloud.create(SCHEDULE, {
    name: 'job',
    scheduleExpression: 'rate(1 hour)',
    target: { arn: CLUSTER, ecsParameters },
  });
  return { cloud, definition, schedule };
}

function verify({ cloud, definition, schedule }: Deployed, spec: JsonObject = {}) {
  const component = componentOf(kind, { image: 'job:1', schedule: 'rate(1 hour)', ...spec });
  const outputs = {
    scheduleArn: schedule.outputs.arn!,
    scheduleName: 'job',
    taskDefinitionArn: definition.outputs.arn!,
  };
  return cloud.verify(kind, component, outputs);
}

describe('CronJob in the sandbox', () => {
  it('replaces a schedule for another name or group, and nothing else', async () => {
    const { models } = (await kind.sandbox()).default;
    const replaces = (type: string) => models.find((model) => model.type === type)?.replaces;
    expect(replaces(SCHEDULE)).to.deep.equal(['name', 'namePrefix', 'groupName']);
    expect(replaces('aws:sqs/queue:Queue')).to.deep.equal(['name', 'fifoQueue']);
    expect(replaces('aws:cloudwatch/eventRule:EventRule')).to.deep.equal(['name', 'namePrefix', 'eventBusName']);
    expect(replaces(TASK)).to.deep.equal(['*']);
  });
});

describe('CronJob verification', () => {
  it('wants the schedule on, and to start the new version', async () => {
    const made = await deployed('job:1');
    expect((await verify(made)).status).to.equal('healthy');
    const wrong = await verify(made, { enabled: false });
    expect(wrong.checks[0]).to.deep.equal({
      name: 'scheduler:GetSchedule api/thing is DISABLED',
      ok: false,
      detail: 'the schedule is ENABLED',
    });
    const next = made.cloud.create(TASK, task('job:2'));
    const stale = await verify({ ...made, definition: next });
    expect([stale.status, stale.checks[0]?.detail]).to.deep.equal([
      'pending',
      `it starts ${String(made.definition.outputs.arn)}, not ${String(next.outputs.arn)}`,
    ]);
  });

  it('waits for a schedule that is not there yet', async () => {
    const { cloud, definition } = await deployed('job:1');
    const schedule = { type: SCHEDULE, id: '', inputs: {}, outputs: { arn: 'arn:aws:scheduler:::schedule/other/job' } };
    const { status, checks } = await verify({ cloud, definition, schedule });
    expect(status).to.equal('pending');
    expect(checks[0]?.detail).to.match(/^ResourceNotFoundException/);
  });

  it('runs the new version once where it is asked to', async () => {
    const { status, checks } = await verify(await deployed('job:1'), { verify: { run: true } });
    expect(status).to.equal('healthy');
    expect(checks.map(({ name }) => name)).to.deep.equal([
      'scheduler:GetSchedule api/thing is ENABLED',
      'ecs:RunTask api/thing exits with 0',
    ]);
  });

  it('fails at once where that run fails, with its exit code and what it wrote', async () => {
    const { status, checks } = await verify(await deployed('job:1-crash'), { verify: { run: true } });
    expect(status).to.equal('failed');
    expect(checks[1]?.detail).to.equal('the run failed');
    expect(checks[2]?.detail).to.equal(
      'Essential container in task exited (EssentialContainerExited); job: exit code 1',
    );
    expect(checks[3]?.detail).to.match(/the tag of job:1-crash ends in "crash"/);
  });

  it('says why an image could not be pulled', async () => {
    const { status, checks } = await verify(await deployed('job:broken'), { verify: { run: true } });
    expect(status).to.equal('failed');
    expect(checks[2]?.detail).to.match(/^CannotPullContainerError/);
  });

  it('does not wait longer than a run may take', async () => {
    const { default: Verifier } = await kind.verifier!();
    const limit = (spec: JsonObject) =>
      new Verifier().limitSeconds(componentOf(kind, { image: 'job:1', schedule: '@daily', ...spec }).spec);
    expect([limit({}), limit({ verify: { run: true, timeoutMinutes: 2 } })]).to.deep.equal([10, 130]);
  });
});
