import { expect } from 'chai';
import type { Json, JsonObject, VerifyContext } from 'panka/sdk';
import { SandboxAwsApi } from '../../../src/adapters/sandbox-cloud/sandbox-aws-api.js';
import { failureOf, removeFolders, Sandbox } from '../../../test/adapters/sandbox-cloud/sandbox-fixture.js';
import { lookAtService } from '../src/ecs-verification.js';
import { sandboxEcs } from '../src/sandbox-ecs.js';
import { sandboxLoadBalancing } from '../src/sandbox-lb.js';

const TASK = 'aws:ecs/taskDefinition:TaskDefinition';
const SERVICE = 'aws:ecs/service:Service';
const GROUP = 'aws:lb/targetGroup:TargetGroup';
const models = [sandboxEcs, sandboxLoadBalancing];

const taskInputs = (image: string, more: JsonObject = {}) => ({
  family: 'shop-web',
  cpu: '256',
  memory: '512',
  requiresCompatibilities: ['FARGATE'],
  skipDestroy: true,
  containerDefinitions: JSON.stringify([
    {
      name: 'web',
      image,
      logConfiguration: { options: { 'awslogs-group': '/panka/web', 'awslogs-stream-prefix': 'web' } },
      ...more,
    },
  ]),
});

/** A simulated AWS with one service, and a verifier's view of it. */
class Deployed {
  readonly sandbox = new Sandbox({ models });
  private readonly aws = new SandboxAwsApi({ store: this.sandbox.store, models });
  taskDefinitionArn = '';
  serviceArn = '';
  private containers = '';

  async start(image: string, service: JsonObject = {}, container: JsonObject = {}): Promise<this> {
    const inputs = taskInputs(image, container);
    this.containers = inputs.containerDefinitions;
    const task = await this.sandbox.create(TASK, `task-${image}`, inputs);
    this.taskDefinitionArn = String(task.outputs.arn);
    const made = await this.sandbox.create(SERVICE, 'web', {
      name: 'shop-web',
      cluster: 'arn:aws:ecs:us-east-1:000000000000:cluster/shop',
      taskDefinition: this.taskDefinitionArn,
      desiredCount: 2,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      ...service,
    });
    this.serviceArn = String(made.outputs.arn);
    return this;
  }

  look() {
    const { serviceArn, taskDefinitionArn } = this;
    const resources = [{ name: 'task', type: TASK, id: '', outputs: { containerDefinitions: this.containers } }];
    const context: VerifyContext = { outputs: {}, resources, aws: this.aws };
    return lookAtService({ address: 'api/web', serviceArn, taskDefinitionArn }, context);
  }

  call(operation: string, params: JsonObject): Promise<Json> {
    return this.aws.call(operation, params);
  }
}

describe('ECS in the sandbox', () => {
  after(removeFolders);

  it('counts revisions up and keeps the old ones', async () => {
    const sandbox = new Sandbox({ models });
    const first = await sandbox.create(TASK, 'task', taskInputs('web:1'));
    const second = await sandbox.create(TASK, 'task', taskInputs('web:2'));
    await sandbox.delete(TASK, 'task', first.id, taskInputs('web:1'));
    const third = await sandbox.create(TASK, 'task', taskInputs('web:1'));
    expect([first, second, third].map((r) => r.outputs.revision)).to.deep.equal([1, 2, 3]);
    expect(third.outputs.arn).to.equal('arn:aws:ecs:us-east-1:000000000000:task-definition/shop-web:3');
    expect(await sandbox.read(TASK, first.id)).not.to.equal(undefined);
  });

  it('replaces a task definition for anything but tags, the new one first', async () => {
    const sandbox = new Sandbox({ models });
    const image = await sandbox.diff(TASK, taskInputs('web:1'), taskInputs('web:2'));
    expect(image).to.deep.include({ replaces: ['containerDefinitions'], deleteBeforeReplace: false });
    const tags = await sandbox.diff(
      TASK,
      { ...taskInputs('web:1'), tags: { a: '1' } },
      { ...taskInputs('web:1'), tags: { a: '2' } },
    );
    expect(tags).to.deep.include({ changes: true, replaces: [] });
  });

  it('refuses a size that Fargate lacks, and a service without its task definition', async () => {
    const sandbox = new Sandbox({ models });
    const size = await failureOf(sandbox.create(TASK, 'task', { ...taskInputs('web:1'), memory: '4096' }));
    expect(size.message).to.include('No Fargate configuration exists for given values.');
    const service = { name: 'shop-web', cluster: 'shop', taskDefinition: 'arn:nowhere' };
    expect((await failureOf(sandbox.create(SERVICE, 'web', service))).message).to.include('TaskDefinition not found.');
  });

  it('runs as many tasks as wanted, within the limits of its scaling', async () => {
    const web = await new Deployed().start('web:1');
    expect(await web.look()).to.deep.equal({
      status: 'healthy',
      checks: [{ name: 'ecs:DescribeServices api/web', ok: true, detail: '2 of 2 tasks run shop-web:1' }],
    });
    await web.sandbox.create('aws:appautoscaling/target:Target', 'scaling', {
      serviceNamespace: 'ecs',
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId: 'service/shop/shop-web',
      minCapacity: 3,
      maxCapacity: 5,
    });
    expect((await web.look()).checks[0]?.detail).to.equal('3 of 3 tasks run shop-web:1');
  });

  it('fails with the reason of an image that cannot be pulled', async () => {
    const found = await (await new Deployed().start('web:v2-broken')).look();
    expect(found.status).to.equal('failed');
    expect(found.checks[0]?.detail).to.equal(
      'the deployment failed: ECS deployment circuit breaker: tasks failed to start.',
    );
    expect(found.checks[1]?.detail).to.match(
      /^CannotPullContainerError: .*web:v2-broken: not found \(TaskFailedToStart\)$/,
    );
  });

  it('fails with exit code and last lines of a container that ends', async () => {
    const found = await (await new Deployed().start('web:crash')).look();
    expect(found.status).to.equal('failed');
    expect(found.checks[1]?.detail).to.equal(
      'Essential container in task exited (EssentialContainerExited); web: exit code 1',
    );
    expect(found.checks.at(-1)?.name).to.match(/^log \/panka\/web web\/web\/[0-9a-f]{32}$/);
    expect(found.checks.at(-1)?.detail).to.include('ends with exit code 1');
  });

  it('gives up by itself where no circuit breaker does', async () => {
    const found = await (
      await new Deployed().start('web:crash', { deploymentCircuitBreaker: { enable: false } })
    ).look();
    expect(found.status).to.equal('failed');
    expect(found.checks[0]?.detail).to.equal('10 tasks failed and none runs');
  });

  it('fails an unhealthy image only where somebody looks', async () => {
    expect((await (await new Deployed().start('web:unhealthy')).look()).status).to.equal('healthy');
    const checked = await (
      await new Deployed().start('web:unhealthy', {}, { healthCheck: { command: ['CMD', 'x'] } })
    ).look();
    expect(checked.status).to.equal('failed');
    expect(checked.checks[1]?.detail).to.include('Task failed container health checks');
  });

  it('notices that ECS went back to an older version', async () => {
    const web = await new Deployed().start('web:1');
    web.taskDefinitionArn = web.taskDefinitionArn.replace(/:1$/, ':2');
    const found = await web.look();
    expect(found.status).to.equal('failed');
    expect(found.checks[0]?.detail).to.equal('ECS went back to shop-web:1: shop-web:2 did not start');
  });

  it('waits for a service that is not there', async () => {
    const web = new Deployed();
    web.serviceArn = 'arn:aws:ecs:us-east-1:000000000000:service/shop/none';
    expect(await web.look()).to.deep.include({ status: 'pending' });
    const missing = (await web.call('ecs:DescribeServices', { cluster: 'shop', services: ['none'] })) as JsonObject;
    expect(missing.failures).to.deep.equal([{ arn: 'none', reason: 'MISSING' }]);
  });

  it('takes a target group only once a listener forwards to it, and then its targets are healthy', async () => {
    const web = new Deployed();
    const { sandbox } = web;
    const group = await sandbox.create(GROUP, 'group', { name: 'web', port: 8080, protocol: 'HTTP', vpcId: 'vpc-1' });
    const loadBalancers = [{ targetGroupArn: String(group.id), containerName: 'web', containerPort: 8080 }];
    expect((await failureOf(web.start('web:1', { loadBalancers }))).message).to.include(
      'does not have an associated load balancer.',
    );
    await forwardTo(sandbox, group.id);
    await web.start('web:2', { loadBalancers });
    const found = await web.look();
    expect(found.status).to.equal('healthy');
    expect(found.checks[1]).to.deep.equal({
      name: 'elasticloadbalancing:DescribeTargetHealth web',
      ok: true,
      detail: '2 of 2 targets are healthy',
    });
    const [listener] = sandbox.store.list('aws:lb/listener:Listener');
    sandbox.store.delete(listener!);
    const unused = await web.look();
    expect(unused.status).to.equal('pending');
    expect(unused.checks[1]?.detail).to.match(/^0 of 2 targets are healthy: unused, Target\.NotInUse/);
  });
});

async function forwardTo(sandbox: Sandbox, targetGroupArn: string): Promise<void> {
  const balancer = await sandbox.create('aws:lb/loadBalancer:LoadBalancer', 'public', {
    name: 'public',
    subnets: ['subnet-a', 'subnet-b'],
  });
  expect(balancer.outputs.dnsName).to.match(/^public-\d+\.us-east-1\.elb\.amazonaws\.com$/);
  await sandbox.create('aws:lb/listener:Listener', 'http', {
    loadBalancerArn: balancer.id,
    port: 80,
    protocol: 'HTTP',
    defaultActions: [{ type: 'forward', targetGroupArn }],
  });
}
