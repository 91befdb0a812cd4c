import { errorAt } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import type { SnsSpec, Subscription } from './schema.js';

interface At {
  readonly component: ComponentOf<SnsSpec>;
  readonly view: ApplicationView;
  readonly index: number;
}
type Protocol = Subscription['protocol'];

/** What an endpoint looks like. Source: SNS API reference, Subscribe. */
const ENDPOINTS: Readonly<Record<Protocol, { readonly pattern: RegExp; readonly wants: string }>> = {
  sqs: { pattern: /^arn:[a-z-]+:sqs:/, wants: 'the ARN of a queue' },
  lambda: { pattern: /^arn:[a-z-]+:lambda:/, wants: 'the ARN of a function' },
  firehose: { pattern: /^arn:[a-z-]+:firehose:/, wants: 'the ARN of a delivery stream' },
  https: { pattern: /^https:\/\/[^\s/]+/, wants: 'a URL that begins with https://' },
  email: { pattern: /^[^\s@]+@[^\s@]+$/, wants: 'an e-mail address' },
  sms: { pattern: /^\+[1-9]\d{6,14}$/, wants: 'a phone number such as +34600000000' },
};
const OF_COMPONENTS: readonly Protocol[] = ['sqs', 'lambda'];
const RAW: readonly Protocol[] = ['sqs', 'https', 'firehose'];

export function validateSubscription(subscription: Subscription, at: At): Finding[] {
  return [
    ...endpoint(subscription, at),
    ...raw(subscription, at),
    ...fifoTopic(subscription, at),
    ...queues(subscription, at),
  ];
}

function endpoint({ protocol, component, endpoint: given }: Subscription, { index }: At): Finding[] {
  const path = `/subscriptions/${index}`;
  const who = `subscriptions[${index}]`;
  if (component !== undefined && !OF_COMPONENTS.includes(protocol))
    return [errorAt(`${path}/component`, 'PANKA-SNS-005', `${who}: ${protocol} takes an endpoint, not a component`)];
  if ((component === undefined) === (given === undefined)) {
    const wants = OF_COMPONENTS.includes(protocol) ? 'exactly one of component, endpoint' : 'an endpoint';
    return [errorAt(path, 'PANKA-SNS-005', `${who}: ${protocol} needs ${wants}`)];
  }
  if (given === undefined) return [];
  if (protocol === 'https' && given.startsWith('http://'))
    return [
      errorAt(
        `${path}/endpoint`,
        'PANKA-SNS-002',
        `http endpoint "${given}" refused, use https`,
        `endpoint: ${given.replace(/^http/, 'https')}`,
      ),
    ];
  const { pattern, wants } = ENDPOINTS[protocol];
  if (pattern.test(given)) return [];
  return [errorAt(`${path}/endpoint`, 'PANKA-SNS-005', `${who}: endpoint "${given}" of ${protocol} must be ${wants}`)];
}

function raw({ protocol, rawMessageDelivery }: Subscription, { index }: At): Finding[] {
  if (rawMessageDelivery !== true || RAW.includes(protocol)) return [];
  return [
    errorAt(
      `/subscriptions/${index}/rawMessageDelivery`,
      'PANKA-SNS-006',
      `subscriptions[${index}]: ${protocol} has no raw delivery; only ${RAW.join(', ')} have it`,
      'rawMessageDelivery: false',
    ),
  ];
}

function fifoTopic({ protocol }: Subscription, { component, index }: At): Finding[] {
  if (!component.spec.fifoTopic || protocol === 'sqs') return [];
  return [
    errorAt(
      `/subscriptions/${index}/protocol`,
      'PANKA-SNS-001',
      `fifo topics take only sqs subscriptions, and a fifo (or standard) queue; subscriptions[${index}] is ${protocol}`,
      'protocol: sqs',
    ),
  ];
}

/** A standard topic keeps no order, so a fifo queue would be refused; dead letters of a fifo topic need a fifo queue. */
function queues({ component: queue, deadLetterQueue }: Subscription, { component, view, index }: At): Finding[] {
  const { fifoTopic } = component.spec;
  const isFifo = (reference: string | undefined): boolean | undefined => {
    const found = reference === undefined ? undefined : view.find(reference, component);
    return found?.kind === 'SQS' ? (found.spec as { type?: unknown }).type === 'fifo' : undefined;
  };
  const findings: Finding[] = [];
  if (!fifoTopic && isFifo(queue) === true)
    findings.push(
      errorAt(
        `/subscriptions/${index}/component`,
        'PANKA-SNS-007',
        `queue ${queue} is fifo; only a fifo topic can deliver to it`,
        'fifoTopic: true',
      ),
    );
  const dead = isFifo(deadLetterQueue?.component);
  if (dead !== undefined && dead !== fifoTopic)
    findings.push(
      errorAt(
        `/subscriptions/${index}/deadLetterQueue/component`,
        'PANKA-SNS-007',
        `the dead-letter queue of a ${fifoTopic ? 'fifo' : 'standard'} topic must be ${fifoTopic ? 'fifo' : 'standard'}`,
      ),
    );
  return findings;
}
