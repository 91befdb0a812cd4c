import { errorAt } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import type { SnsSpec } from './schema.js';
import { validateSubscription } from './validate-subscription.js';

type Component = ComponentOf<SnsSpec>;

/** Rules of SNS that the schema cannot express. Source: SNS developer guide, "FIFO topics", "Key management". */
export function validate(component: Component, view: ApplicationView): Finding[] {
  const { spec } = component;
  return [
    ...name(spec),
    ...fifoFields(spec),
    ...publishers(component, view),
    ...spec.subscriptions.flatMap((subscription, index) =>
      validateSubscription(subscription, { component, view, index }),
    ),
    ...duplicates(spec),
  ];
}

function name({ name, fifoTopic }: Component['spec']): Finding[] {
  if (!name?.endsWith('.fifo')) return [];
  const message = fifoTopic
    ? `fifoTopic: panka adds .fifo; leave it out of name "${name}"`
    : `name "${name}" ends with .fifo but fifoTopic is false`;
  return [errorAt('/name', 'PANKA-SNS-003', message, `name: ${name.slice(0, -5)}`)];
}

function fifoFields(spec: SnsSpec): Finding[] {
  if (spec.fifoTopic || spec.contentBasedDeduplication === undefined) return [];
  return [
    errorAt(
      '/contentBasedDeduplication',
      'PANKA-SNS-004',
      'contentBasedDeduplication needs fifoTopic: true',
      'fifoTopic: true',
    ),
  ];
}

/** The policy of AWS's own key for SNS names no other service, so that one could not publish. */
function publishers(component: Component, view: ApplicationView): Finding[] {
  const { key } = (view.infra.defaults.encryption ?? {}) as { key?: unknown };
  if (key !== 'aws-managed' || component.spec.encryption.kmsKey !== 'stack') return [];
  const services = (view.referencesTo?.(component.address) ?? [])
    .filter(
      ({ from, reference }) => reference.edge === 'contributes' && (from.kind === 'S3' || from.kind === 'EventBridge'),
    )
    .map(({ from }) => `${from.kind} ${from.address}`);
  return [...new Set(services)].map((who) =>
    errorAt(
      '/encryption/kmsKey',
      'PANKA-SNS-009',
      `${who} cannot publish under the key of AWS for SNS; give the ARN of a key that lets it`,
    ),
  );
}

/** AWS answers a second subscription of an endpoint with the first. */
function duplicates({ subscriptions }: SnsSpec): Finding[] {
  const idOf = ({ protocol, component, endpoint }: SnsSpec['subscriptions'][number]) =>
    `${protocol} ${component ?? endpoint}`;
  return subscriptions.flatMap((subscription, index) =>
    subscriptions.slice(0, index).some((earlier) => idOf(earlier) === idOf(subscription))
      ? [errorAt(`/subscriptions/${index}`, 'PANKA-SNS-008', `${idOf(subscription)} is subscribed twice`)]
      : [],
  );
}
