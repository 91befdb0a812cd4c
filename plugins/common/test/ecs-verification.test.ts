import { expect } from 'chai';
import type { JsonObject, VerifyContext } from 'panka/sdk';
import { lookAtService, lookAtTargets, verifyService } from '../src/ecs-verification.js';

const VERSION = 'arn:aws:ecs:us-east-1:000000000000:task-definition/web:2';
const expected = {
  address: 'api/web',
  serviceArn: 'arn:aws:ecs:us-east-1:000000000000:service/shop/web',
  taskDefinitionArn: VERSION,
};

/** AWS as it would answer; what has no answer fails. */
function answering(
  answers: Readonly<Record<string, JsonObject>>,
): VerifyContext & { readonly asked: [string, JsonObject][] } {
  const asked: [string, JsonObject][] = [];
  const call = async (operation: string, params: JsonObject) => {
    asked.push([operation, params]);
    const answer = answers[operation];
    if (answer === undefined) throw new Error(`AccessDeniedException: not authorized to perform ${operation}`);
    return answer;
  };
  return { outputs: {}, resources: [], aws: { call }, asked };
}

const service = (primary: JsonObject, more: JsonObject = {}): JsonObject => ({
  services: [
    {
      status: 'ACTIVE',
      desiredCount: 2,
      runningCount: 2,
      deployments: [{ status: 'PRIMARY', taskDefinition: VERSION, rolloutState: 'COMPLETED', ...primary }],
      ...more,
    },
  ],
});

describe('verification of an ECS service', () => {
  it('asks for the service by cluster and name', async () => {
    const context = answering({ 'ecs:DescribeServices': service({}) });
    expect((await lookAtService(expected, context)).status).to.equal('healthy');
    expect(context.asked).to.deep.equal([['ecs:DescribeServices', { cluster: 'shop', services: ['web'] }]]);
  });

  const waiting: readonly [string, JsonObject, string][] = [
    [
      'a rollout goes on',
      service({ rolloutState: 'IN_PROGRESS' }, { runningCount: 1 }),
      'rollout IN_PROGRESS: 1 of 2 tasks run',
    ],
    ['tasks are missing', service({}, { runningCount: 1 }), '1 of 2 tasks run'],
    [
      'an older version still runs',
      service(
        {},
        {
          deployments: [
            { status: 'PRIMARY', taskDefinition: VERSION, rolloutState: 'COMPLETED' },
            { status: 'ACTIVE' },
          ],
        },
      ),
      '1 older deployment still going',
    ],
    ['it is being deleted', { services: [{ status: 'INACTIVE' }] }, 'service web is not there yet'],
  ];
  for (const [what, answer, detail] of waiting)
    it(`waits while ${what}`, async () => {
      const found = await lookAtService(expected, answering({ 'ecs:DescribeServices': answer }));
      expect(found).to.deep.equal({
        status: 'pending',
        checks: [{ name: 'ecs:DescribeServices api/web', ok: false, detail }],
      });
    });

  it('does not wait for what no further attempt changes', async () => {
    const context = answering({
      'ecs:DescribeServices': service(
        { rolloutState: 'IN_PROGRESS', failedTasks: 2, runningCount: 0 },
        { runningCount: 0 },
      ),
      'ecs:ListTasks': { taskArns: ['arn:task/shop/1', 'arn:task/shop/0'] },
      'ecs:DescribeTasks': {
        tasks: [
          { taskArn: 'arn:task/shop/1', taskDefinitionArn: VERSION, stoppedReason: 'CannotPullContainerError: denied' },
          { taskArn: 'arn:task/shop/0', taskDefinitionArn: 'arn:of-before', stoppedReason: 'Scaling activity' },
        ],
      },
    });
    const found = await lookAtService(expected, context);
    expect(found.status).to.equal('failed');
    expect(found.checks.map((c) => c.detail)).to.deep.equal([
      '2 tasks failed and none runs',
      'CannotPullContainerError: denied',
    ]);
  });

  it('gives the reasons of failures while it still waits', async () => {
    const context = answering({
      'ecs:DescribeServices': service(
        { rolloutState: 'IN_PROGRESS', failedTasks: 1, runningCount: 0 },
        { runningCount: 0 },
      ),
      'ecs:ListTasks': { taskArns: ['arn:task/shop/1'] },
      'ecs:DescribeTasks': {
        tasks: [
          {
            taskArn: 'arn:task/shop/1',
            taskDefinitionArn: VERSION,
            stoppedReason: 'Essential container in task exited',
            containers: [{ name: 'web', exitCode: 137, reason: 'OutOfMemoryError: container killed' }],
          },
        ],
      },
    });
    const found = await lookAtService(expected, context);
    expect(found.status).to.equal('pending');
    expect(found.checks[1]?.detail).to.equal(
      'Essential container in task exited; web: exit code 137, OutOfMemoryError: container killed',
    );
  });

  it('reports a failure also where it may not read the stopped tasks', async () => {
    const found = await lookAtService(
      expected,
      answering({ 'ecs:DescribeServices': service({ rolloutState: 'FAILED' }) }),
    );
    expect(found.status).to.equal('failed');
    expect(found.checks[1]?.detail).to.match(/^stopped tasks could not be read: AccessDeniedException/);
  });

  it('asks again where AWS does not answer, and says where there is nothing to ask', async () => {
    const silent = answering({});
    const { outputs: _, ...rest } = silent;
    const found = await verifyService('api/web', { ...rest, outputs: { ...expected } });
    expect(found.status).to.equal('pending');
    expect(found.checks[0]?.detail).to.match(/^AccessDeniedException/);
    expect((await verifyService('api/web', silent)).status).to.equal('degraded');
  });

  it('counts targets and tells what is wrong with one', async () => {
    const states: JsonObject[] = [
      { TargetHealth: { State: 'healthy' } },
      { TargetHealth: { State: 'unhealthy', Reason: 'Target.Timeout' } },
    ];
    const arn = 'arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/web/1';
    const context = answering({ 'elasticloadbalancing:DescribeTargetHealth': { TargetHealthDescriptions: states } });
    expect(await lookAtTargets(arn, { least: 2 }, context)).to.deep.equal({
      name: 'elasticloadbalancing:DescribeTargetHealth web',
      ok: false,
      detail: '1 of 2 targets are healthy: unhealthy, Target.Timeout',
    });
    expect(
      (
        await lookAtTargets(
          arn,
          { least: 1 },
          answering({
            'elasticloadbalancing:DescribeTargetHealth': {
              TargetHealthDescriptions: [states[0]!, { TargetHealth: { State: 'draining' } }],
            },
          }),
        )
      ).ok,
    ).to.equal(true);
  });
});
