import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { SandboxAwsApi } from '../../../src/adapters/sandbox-cloud/sandbox-aws-api.js';
import { failureOf, removeFolders, Sandbox } from '../../../test/adapters/sandbox-cloud/sandbox-fixture.js';
import { sandboxLoadBalancing } from '../src/sandbox-lb.js';

const BALANCER = 'aws:lb/loadBalancer:LoadBalancer';
const GROUP = 'aws:lb/targetGroup:TargetGroup';
const ATTACHMENT = 'aws:lb/targetGroupAttachment:TargetGroupAttachment';
const PERMISSION = 'aws:lambda/permission:Permission';
const LISTENER = 'aws:lb/listener:Listener';
const RULE = 'aws:lb/listenerRule:ListenerRule';
const subnets = ['subnet-a', 'subnet-b'];
const group = { name: 'web', port: 80, protocol: 'HTTP', vpcId: 'vpc-1', targetType: 'ip' };

async function balanced() {
  const sandbox = new Sandbox({ models: [sandboxLoadBalancing] });
  const balancer = await sandbox.create(BALANCER, 'public', { name: 'public', subnets });
  const http = {
    loadBalancerArn: balancer.id,
    port: 80,
    protocol: 'HTTP',
    defaultActions: [{ type: 'fixed-response' }],
  };
  return { sandbox, balancer, http, listener: await sandbox.create(LISTENER, 'http', http) };
}

describe('load balancing in the sandbox', () => {
  after(removeFolders);

  it('names things as AWS does', async () => {
    const { balancer, listener, sandbox } = await balanced();
    const ELB = 'arn:aws:elasticloadbalancing:us-east-1:000000000000';
    expect(balancer.outputs.arn).to.match(new RegExp(`^${ELB}:loadbalancer/app/public/[0-9a-f]{16}$`));
    expect(balancer.outputs.arnSuffix).to.match(/^app\/public\/[0-9a-f]{16}$/);
    expect(listener.outputs.arn).to.match(new RegExp(`^${ELB}:listener/app/public/[0-9a-f]{16}/[0-9a-f]{16}$`));
    const made = await sandbox.create(GROUP, 'group', group);
    expect(made.outputs.arnSuffix).to.match(/^targetgroup\/web\/[0-9a-f]{16}$/);
    const internal = await sandbox.create(BALANCER, 'internal', { name: 'hidden', internal: true, subnets });
    expect(internal.outputs.dnsName).to.match(/^internal-hidden-\d+\./);
  });

  it('refuses what AWS refuses', async () => {
    const { sandbox, http, balancer } = await balanced();
    const message = async (promise: Promise<unknown>) => (await failureOf(promise)).message;
    expect(await message(sandbox.create(BALANCER, 'b', { name: 'b', subnets: ['subnet-a'] }))).to.include(
      'At least two subnets in two different Availability Zones must be specified',
    );
    expect(await message(sandbox.create(LISTENER, 'again', http))).to.include('DuplicateListener');
    expect(await message(sandbox.create(LISTENER, 'https', { ...http, port: 443, protocol: 'HTTPS' }))).to.include(
      'A certificate must be specified for HTTPS listeners',
    );
    expect(
      await message(
        sandbox.create(RULE, 'rule', { listenerArn: 'arn:nowhere', priority: 1, actions: [], conditions: [] }),
      ),
    ).to.include('ListenerNotFound');
    const kept = { name: 'kept', subnets, enableDeletionProtection: true };
    const { id } = await sandbox.create(BALANCER, 'kept', kept);
    expect(await message(sandbox.delete(BALANCER, 'kept', id, kept))).to.include('OperationNotPermitted');
    await sandbox.delete(BALANCER, 'public', balancer.id);
  });

  it('keeps a target group that a rule forwards to', async () => {
    const { sandbox, listener } = await balanced();
    const made = await sandbox.create(GROUP, 'group', group);
    const rule = {
      listenerArn: listener.id,
      priority: 100,
      conditions: [{ pathPattern: { values: ['/*'] } }],
      actions: [{ type: 'forward', targetGroupArn: made.id }],
    };
    const { id } = await sandbox.create(RULE, 'rule', rule);
    expect((await failureOf(sandbox.delete(GROUP, 'group', made.id, group))).message).to.include('ResourceInUse');
    await sandbox.delete(RULE, 'rule', id, rule);
    await sandbox.delete(GROUP, 'group', made.id, group);
    expect(await sandbox.read(GROUP, made.id)).to.equal(undefined);
  });

  it('registers one function with a group, if the group may call it', async () => {
    const { sandbox, listener } = await balanced();
    const arnOf = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}:live`;
    expect(
      (await failureOf(sandbox.create(GROUP, 'bad', { name: 'bad', targetType: 'lambda', vpcId: 'vpc-1' }))).message,
    ).to.include('You cannot specify a vpcId');
    const made = await sandbox.create(GROUP, 'group', { name: 'fn', targetType: 'lambda' });
    const attach = (name: string) =>
      sandbox.create(ATTACHMENT, name, { targetGroupArn: made.id, targetId: arnOf(name) });
    const permit = (name: string) =>
      sandbox.create(PERMISSION, name, {
        action: 'lambda:InvokeFunction',
        function: name,
        qualifier: 'live',
        principal: 'elasticloadbalancing.amazonaws.com',
        sourceArn: made.id,
      });
    expect((await failureOf(attach('fn'))).message).to.include('AccessDenied: elasticloadbalancing principal');
    await permit('fn');
    await permit('other');
    await attach('fn');
    expect((await failureOf(attach('other'))).message).to.include('TooManyTargets');
    const api = new SandboxAwsApi({ store: sandbox.store, models: [sandboxLoadBalancing] });
    const health = async () => {
      const answer = await api.call('elasticloadbalancing:DescribeTargetHealth', { TargetGroupArn: made.id });
      const [first] = (answer as { TargetHealthDescriptions: { TargetHealth: JsonObject }[] }).TargetHealthDescriptions;
      return first?.TargetHealth;
    };
    expect(await health()).to.include({ Reason: 'Target.NotInUse' });
    const actions = [{ type: 'forward', targetGroupArn: made.id }];
    await sandbox.create(RULE, 'rule', { listenerArn: listener.id, priority: 1, actions, conditions: [] });
    expect(await health()).to.include({ State: 'unavailable', Reason: 'Target.HealthCheckDisabled' });
  });

  it('replaces a target group whose port changes', async () => {
    const { sandbox } = await balanced();
    expect(await sandbox.diff(GROUP, group, { ...group, name: 'web2', port: 81 })).to.deep.include({
      replaces: ['name', 'port'],
      deleteBeforeReplace: false,
    });
    expect(await sandbox.diff(GROUP, group, { ...group, deregistrationDelay: 5 })).to.deep.include({ replaces: [] });
  });
});
