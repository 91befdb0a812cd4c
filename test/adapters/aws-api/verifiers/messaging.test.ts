import { expect } from 'chai';
import cronjob from '../../../../plugins/cronjob/src/index.js';
import eventbridge from '../../../../plugins/eventbridge/src/index.js';
import sns from '../../../../plugins/sns/src/index.js';
import sqs from '../../../../plugins/sqs/src/index.js';
import { onMoto, resource, wrongIn } from './on-moto.js';

const ROLE = 'arn:aws:iam::123456789012:role/scheduler';
const TASK = 'arn:aws:ecs:us-east-1:123456789012:task-definition/job:3';

onMoto('messaging', ({ call, verify }) => {
  const queue = async (QueueName: string) => String((await call('sqs:CreateQueue', { QueueName })).QueueUrl);

  it('SQS want the queue and its dead-letter queue', async () => {
    const outputs = { queueUrl: await queue('orders'), dlqUrl: await queue('orders-dlq') };
    expect(await verify(sqs, {}, { outputs })).to.deep.include({ status: 'healthy' });
    const gone = await verify(sqs, {}, { outputs: { ...outputs, dlqUrl: `${outputs.dlqUrl}-gone` } });
    expect(gone.status).to.equal('pending');
    expect(wrongIn(gone)[0]).to.match(/^sqs:GetQueueAttributes: QueueDoesNotExist/);
  });

  it('SNS want the topic, and subscriptions that are confirmed', async () => {
    const TopicArn = String((await call('sns:CreateTopic', { Name: 'news' })).TopicArn);
    const endpoint = 'arn:aws:sqs:us-east-1:123456789012:orders';
    const made = await call('sns:Subscribe', {
      TopicArn,
      Protocol: 'sqs',
      Endpoint: endpoint,
      ReturnSubscriptionArn: true,
    });
    const look = (topicArn: string, id = String(made.SubscriptionArn)) =>
      verify(
        sns,
        {},
        {
          outputs: { topicArn },
          resources: [resource('aws:sns/topicSubscription:TopicSubscription', { protocol: 'sqs', endpoint }, id)],
        },
      );
    expect(await look(TopicArn)).to.deep.include({ status: 'healthy' });
    expect(wrongIn(await look(`${TopicArn}-gone`))[0]).to.match(/^sns:GetTopicAttributes: NotFoundException/);
    const other = `${TopicArn}:00000000-0000-0000-0000-000000000000`;
    expect(wrongIn(await look(TopicArn, other))[0]).to.match(/^sns:GetSubscriptionAttributes: NotFoundException/);
  });

  it('EventBridge want the bus, and every rule with its targets', async () => {
    const EventBusName = 'panka-bus';
    await call('events:CreateEventBus', { Name: EventBusName });
    await call('events:PutRule', { Name: 'made', EventBusName, EventPattern: '{"source":["shop"]}', State: 'ENABLED' });
    const look = (more: object = {}, busName = EventBusName) =>
      verify(
        eventbridge,
        { rules: [{ name: 'made', pattern: { source: ['shop'] }, targets: [{ component: 'q' }], ...more }] },
        {
          outputs: { busName },
          resources: [
            { ...resource('aws:cloudwatch/eventRule:EventRule', { name: 'made' }), name: 'api/thing/rule/made' },
          ],
        },
      );
    expect(wrongIn(await look())).to.deep.equal(['it has 0 targets']);
    const Targets = [{ Id: 'q', Arn: 'arn:aws:sqs:us-east-1:123456789012:orders' }];
    await call('events:PutTargets', { Rule: 'made', EventBusName, Targets });
    expect(await look()).to.deep.include({ status: 'healthy' });
    expect(wrongIn(await look({ enabled: false }))).to.deep.equal(['the rule is ENABLED']);
    expect(wrongIn(await look({}, 'nowhere'))[0]).to.match(/^events:DescribeEventBus: ResourceNotFoundException/);
  });

  it('CronJob want the schedule to start the new version', async () => {
    await call('scheduler:CreateScheduleGroup', { Name: 'panka' });
    const Target = {
      Arn: 'arn:aws:ecs:us-east-1:123456789012:cluster/c',
      RoleArn: ROLE,
      EcsParameters: { TaskDefinitionArn: TASK },
    };
    await call('scheduler:CreateSchedule', {
      Name: 'nightly',
      GroupName: 'panka',
      ScheduleExpression: 'rate(1 day)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target,
    });
    const look = (more: object = {}, taskDefinitionArn = TASK, scheduleName = 'nightly') =>
      verify(
        cronjob,
        { image: 'job:1', schedule: 'rate(1 day)', ...more },
        {
          outputs: {
            scheduleName,
            scheduleArn: `arn:aws:scheduler:us-east-1:123456789012:schedule/panka/${scheduleName}`,
            taskDefinitionArn,
          },
        },
      );
    expect(await look()).to.deep.include({ status: 'healthy' });
    expect(wrongIn(await look({}, `${TASK}0`))).to.deep.equal([`it starts ${TASK}, not ${TASK}0`]);
    expect(wrongIn(await look({ enabled: false }))).to.deep.equal(['the schedule is ENABLED']);
    expect(wrongIn(await look({}, TASK, 'gone'))[0]).to.match(/^scheduler:GetSchedule: ResourceNotFoundException/);
  });
});
