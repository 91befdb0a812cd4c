import type { JsonObject } from '../../../sdk/json.js';
import type { ResourceModel, SandboxModels } from '../../../sdk/sandbox.js';
import { uuidOf } from './model-parts.js';

const TOPIC = 'aws:sns/topic:Topic';
const SUBSCRIPTION = 'aws:sns/topicSubscription:TopicSubscription';

const topic: ResourceModel = {
  type: TOPIC,
  replaces: ['name', 'namePrefix', 'fifoTopic'],
  identity: ['name'],
  onExisting: 'adopt',
  id: ({ partition, region, account, inputs }) => `arn:${partition}:sns:${region}:${account}:${String(inputs.name)}`,
  arn: '{id}',
  defaults: { contentBasedDeduplication: false, fifoTopic: false },
  computed: ({ account }) => ({ owner: account }),
  refuses: ({ inputs }) => {
    const name = String(inputs.name);
    const fifo = inputs.fifoTopic === true;
    return new RegExp(`^[\\w-]{1,${fifo ? 251 : 256}}${fifo ? '\\.fifo' : ''}$`).test(name)
      ? undefined
      : `InvalidParameter: Invalid parameter: Topic Name "${name}"`;
  },
};

const subscription: ResourceModel = {
  type: SUBSCRIPTION,
  replaces: ['topic', 'protocol', 'endpoint'],
  identity: ['topic', 'protocol', 'endpoint'],
  onExisting: 'adopt',
  id: (made) => `${String(made.inputs.topic)}:${uuidOf(made)}`,
  arn: '{id}',
  defaults: { confirmationTimeoutInMinutes: 1, endpointAutoConfirms: false, rawMessageDelivery: false },
  // People confirm a subscription of theirs; queues, functions and streams are confirmed by AWS.
  computed: ({ account, inputs }) => {
    const pending = ['email', 'email-json', 'http', 'https'].includes(String(inputs.protocol));
    return { ownerId: account, pendingConfirmation: pending, confirmationWasAuthenticated: !pending };
  },
  // Topics of other accounts are not the sandbox's to know.
  refuses: ({ inputs, account }, cloud) => {
    const topic = String(inputs.topic);
    if (topic.split(':')[4] !== account) return undefined;
    return cloud.get(TOPIC, topic) === undefined
      ? 'NotFoundException: Topic does not exist'
      : refuseEndpoint(topic, inputs);
  },
};

/** Order is kept from end to end or not at all. Source: SNS developer guide, "FIFO topic examples". */
function refuseEndpoint(topic: string, { protocol, endpoint }: JsonObject): string | undefined {
  const fifo = topic.endsWith('.fifo');
  if (fifo && protocol !== 'sqs')
    return 'InvalidParameter: Invalid parameter: Invalid protocol type: FIFO topics deliver to SQS queues only';
  return !fifo && protocol === 'sqs' && String(endpoint).endsWith('.fifo')
    ? 'InvalidParameter: Invalid parameter: Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics'
    : undefined;
}

export const snsModels: SandboxModels = {
  models: [
    topic,
    {
      type: 'aws:sns/topicPolicy:TopicPolicy',
      replaces: ['arn'],
      identity: ['arn'],
      onExisting: 'adopt',
      arn: '{id}',
      computed: ({ account }) => ({ owner: account }),
    },
    subscription,
  ],
  api: {
    'sns:GetTopicAttributes': (params, cloud) => {
      const found = cloud.get(TOPIC, String(params.TopicArn));
      if (found === undefined) throw new Error('NotFoundException: Topic does not exist');
      const subscriptions = cloud.list(SUBSCRIPTION).filter((one) => one.inputs.topic === found.id);
      const pending = subscriptions.filter((one) => one.outputs.pendingConfirmation === true).length;
      return {
        Attributes: {
          TopicArn: found.id,
          SubscriptionsConfirmed: String(subscriptions.length - pending),
          SubscriptionsPending: String(pending),
          ...(found.inputs.kmsMasterKeyId === undefined ? {} : { KmsMasterKeyId: found.inputs.kmsMasterKeyId }),
        },
      };
    },
    'sns:GetSubscriptionAttributes': (params, cloud) => {
      const found = cloud.get(SUBSCRIPTION, String(params.SubscriptionArn));
      if (found === undefined) throw new Error('NotFoundException: Subscription does not exist');
      return {
        Attributes: {
          SubscriptionArn: found.id,
          TopicArn: found.inputs.topic ?? null,
          PendingConfirmation: String(found.outputs.pendingConfirmation === true),
        },
      };
    },
  },
};
