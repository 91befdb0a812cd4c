import { keyArn, NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { ComponentOf, Encryption, Identity, Names, Tags, TranslateContext } from 'panka/sdk';
import { referenceAt } from './references.js';
import type { EventBridgeSpec } from './schema.js';

type Component = ComponentOf<EventBridgeSpec>;

/** The bus of the rules, made here or not. */
export interface Bus {
  readonly name: pulumi.Input<string>;
  readonly arn: pulumi.Input<string>;
}
export interface BusServices {
  readonly names: Names;
  readonly tags: Tags;
  readonly identity: Identity;
  readonly encryption: Encryption;
}

/** The bus that the rules are on; a new one is made. `deadLetters`: queue for events that it could not decrypt. */
export function busOf(
  component: Component,
  context: TranslateContext,
  at: BusServices & { deadLetters: pulumi.Input<string> | undefined },
): Bus {
  const { bus } = component.spec;
  if (bus === 'new') return newBus(component, context, at);
  const other = referenceAt(component, '/bus/component');
  if (other !== undefined) {
    const output = (name: string) => context.output(other.to, name) as pulumi.Output<string>;
    return { name: output('busName'), arn: output('busArn') };
  }
  const { partition, region, accountId } = at.identity;
  const name = String(bus);
  return { name, arn: pulumi.interpolate`arn:${partition}:events:${region}:${accountId}:event-bus/${name}` };
}

function newBus(
  component: Component,
  context: TranslateContext,
  at: BusServices & { deadLetters: pulumi.Input<string> | undefined },
): Bus {
  const { spec } = component;
  const key = keyArn(spec.encryption.kmsKey, at.encryption);
  const bus = new aws.cloudwatch.EventBus(
    context.logicalName(),
    {
      name: at.names.physical(component, NAME_RULES.eventBus),
      description: `Events of ${component.address}`,
      ...(key === undefined ? {} : { kmsKeyIdentifier: key }),
      ...(key === undefined || at.deadLetters === undefined ? {} : { deadLetterConfig: { arn: at.deadLetters } }),
      tags: at.tags.of(component, context.logicalName()),
    },
    context.options({ deleteBeforeReplace: true }),
  );
  if (spec.allowedAccounts.length > 0)
    new aws.cloudwatch.EventBusPolicy(
      context.logicalName('policy'),
      {
        eventBusName: bus.name,
        policy: pulumi.jsonStringify({
          Version: '2012-10-17',
          Statement: spec.allowedAccounts.map((account) => ({
            Sid: `Account${account}`,
            Effect: 'Allow',
            Principal: { AWS: `arn:${at.identity.partition}:iam::${account}:root` },
            Action: ['events:PutEvents'],
            Resource: bus.arn,
          })),
        }),
      },
      context.options(),
    );
  return bus;
}

/** Keeps events of the bus, encrypted as the bus is. */
export function declareArchive(
  component: Component,
  context: TranslateContext,
  at: BusServices & { bus: Bus },
): aws.cloudwatch.EventArchive | undefined {
  const { archive, bus, encryption } = component.spec;
  if (!(archive.enabled ?? (component.environmentClass === 'production' && bus === 'new'))) return undefined;
  const key = keyArn(encryption.kmsKey, at.encryption);
  return new aws.cloudwatch.EventArchive(
    context.logicalName('archive'),
    {
      name: at.names.physical(component, NAME_RULES.eventArchive, 'archive'),
      description: `Events of ${component.address}`,
      eventSourceArn: at.bus.arn,
      retentionDays: archive.retentionDays,
      ...(archive.pattern === undefined ? {} : { eventPattern: JSON.stringify(archive.pattern) }),
      ...(key === undefined ? {} : { kmsKeyIdentifier: key }),
    },
    context.options({ deleteBeforeReplace: true }),
  );
}
