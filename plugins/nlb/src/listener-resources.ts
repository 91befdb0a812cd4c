import { certificateArn, NAME_RULES, type TargetManifest, targetManifest } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { ComponentOf, Names, Tags, TranslateContext } from 'panka/sdk';
import type { NlbListener } from './listener-schema.js';
import type { NlbSpec } from './schema.js';
import { replaceKey, targetGroupArgs } from './target-group.js';

type Component = ComponentOf<NlbSpec>;
type Arns = pulumi.Output<Record<string, string>>;

export interface ListenerRequest {
  readonly loadBalancerArn: pulumi.Input<string>;
  readonly vpcId: pulumi.Input<string>;
  readonly names: Names;
  readonly tags: Tags;
}
export interface DeclaredListeners {
  readonly listenerArns: Arns;
  readonly targetGroupArns: Arns;
  /** Of CloudWatch's dimension TargetGroup, by port. */
  readonly groupSuffixes: ReadonlyMap<number, pulumi.Output<string>>;
}

/**
 * A target group and a listener for each port. A group's ARN is given out with its listener: ECS refuses a group that no
 * listener forwards to, so whoever uses the ARN has to wait for the listener.
 */
export function declareListeners(
  component: Component,
  context: TranslateContext,
  request: ListenerRequest,
): DeclaredListeners {
  const made = component.spec.listeners.map((listener, index) => {
    const group = targetGroup(component, context, {
      ...request,
      listener,
      target: targetOf(component, context, index),
    });
    return {
      port: listener.port,
      group,
      declared: declareListener(component, context, { ...request, listener, group }),
    };
  });
  const byPort = (value: (one: (typeof made)[number]) => pulumi.Output<string>): Arns =>
    pulumi.all(Object.fromEntries(made.map((one) => [one.port, value(one)]))) as Arns;
  return {
    listenerArns: byPort(({ declared }) => declared.arn),
    targetGroupArns: byPort(({ group, declared }) => pulumi.all([group.arn, declared.arn]).apply(([arn]) => arn)),
    groupSuffixes: new Map(made.map(({ port, group }) => [port, group.arnSuffix])),
  };
}

function targetGroup(
  component: Component,
  context: TranslateContext,
  request: ListenerRequest & { listener: NlbListener; target: TargetManifest },
): aws.lb.TargetGroup {
  const { listener, target, names, tags, vpcId } = request;
  const name = context.logicalName(`target/${listener.port}`);
  const rule = { ...NAME_RULES.targetGroup, replaceKey: replaceKey(listener, target) };
  return new aws.lb.TargetGroup(
    name,
    {
      name: names.physical(component, rule, String(listener.port)),
      ...targetGroupArgs({ spec: component.spec, listener, target, vpcId }),
      tags: tags.of(component, name),
    },
    context.options(),
  );
}

function declareListener(
  component: Component,
  context: TranslateContext,
  request: ListenerRequest & { listener: NlbListener; group: aws.lb.TargetGroup },
): aws.lb.Listener {
  const { listener, group, tags, loadBalancerArn } = request;
  const part = `listener/${listener.port}`;
  const name = context.logicalName(part);
  const declared = new aws.lb.Listener(
    name,
    {
      loadBalancerArn,
      port: listener.port,
      protocol: listener.protocol,
      ...tlsArgs(component, context, { listener, tags, part }),
      defaultActions: [{ type: 'forward', targetGroupArn: group.arn }],
      tags: tags.of(component, name),
    },
    // A port takes one listener: the old one goes before the new one comes.
    context.options({ deleteBeforeReplace: true }),
  );
  for (const arn of listener.certificate?.additionalArns ?? [])
    new aws.lb.ListenerCertificate(
      context.logicalName(`${part}/certificate/${arn.slice(arn.lastIndexOf('/') + 1)}`),
      { listenerArn: declared.arn, certificateArn: arn },
      context.options(),
    );
  return declared;
}

function tlsArgs(
  component: Component,
  context: TranslateContext,
  { listener, tags, part }: { listener: NlbListener; tags: Tags; part: string },
): Partial<aws.lb.ListenerArgs> {
  const { protocol, certificate, sslPolicy, alpnPolicy } = listener;
  if (protocol !== 'TLS' || certificate === undefined) return {};
  const arn = certificateArn(component, context, { aws, certificate, tags, part: `${part}/certificate` });
  return {
    sslPolicy,
    ...(arn === undefined ? {} : { certificateArn: arn }),
    ...(alpnPolicy === undefined ? {} : { alpnPolicy }),
  };
}

/** The manifest of a listener's target, which is made after the load balancer. */
function targetOf(component: Component, context: TranslateContext, index: number): TargetManifest {
  const path = `/listeners/${index}/target/component`;
  const reference = component.references.find((r) => r.path === path);
  if (reference === undefined) throw new Error(`no reference was resolved for ${path}`);
  const target = context.component(reference.to);
  return targetManifest(target.kind, target.spec);
}
