import { NAME_RULES, routesTo, toldEnvironment } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { Input } from '@pulumi/pulumi';
import {
  type Alarms,
  type ComponentOf,
  type DeclaredRole,
  type Encryption,
  type Identity,
  type Names,
  type Network,
  type Roles,
  type Secrets,
  type SecurityGroups,
  type Tags,
  type TranslateContext,
  type Translation,
  type Translator,
  tokens,
} from 'panka/sdk';
import { groupAlarms, instanceAlarms } from './alarms.js';
import { declareGroup } from './declare-group.js';
import { declareInstances } from './declare-instances.js';
import { allowIngress } from './ingress.js';
import { type Machine, machineUserData, rootKey } from './machine.js';
import { placesOf } from './place.js';
import { instanceOutputs, provision } from './published.js';
import type { Ec2InstanceSpec } from './schema.js';
import { admitLoadBalancers, registerInstances } from './targets.js';

type Component = ComponentOf<Ec2InstanceSpec>;

export default class Ec2InstanceTranslator implements Translator<Ec2InstanceSpec> {
  static readonly inject = [
    tokens.names,
    tokens.tags,
    tokens.identity,
    tokens.network,
    tokens.encryption,
    tokens.roles,
    tokens.securityGroups,
    tokens.secrets,
    tokens.alarms,
  ] as const;

  constructor(
    private readonly names: Names,
    private readonly tags: Tags,
    private readonly identity: Identity,
    private readonly network: Network,
    private readonly encryption: Encryption,
    private readonly roles: Roles,
    private readonly securityGroups: SecurityGroups,
    private readonly secrets: Secrets,
    private readonly alarms: Alarms,
  ) {}

  translate(component: Component, context: TranslateContext): Translation {
    const { spec, address } = component;
    const group = this.securityGroups.declare(component, context);
    const told = toldEnvironment(component, context, this.secrets);
    const role = this.role(component, context, told.statements);
    const opened = this.securityGroups.openConsumed(context, group.id);
    allowIngress(component, context, { group: group.id, securityGroups: this.securityGroups });
    const machine = this.machine(component, context, {
      ...{ group, role, variables: told.variables },
      ready: [...role.ready, ...(group.ready ?? []), ...opened],
    });
    const watched = { address, spec, identity: this.identity };
    const { outputs, alarms } =
      spec.autoscaling === undefined
        ? this.instances(machine, context, watched)
        : this.group(machine, context, watched);
    this.alarms.declare(component, context, alarms);
    const routes = routesTo(context);
    admitLoadBalancers(spec, context, { routes, group: group.id, securityGroups: this.securityGroups });
    return {
      outputs: { ...outputs, roleArn: role.arn, securityGroupId: group.id },
      provides: provision(spec, group.id, outputs.privateDns),
    };
  }

  private instances(machine: Machine, context: TranslateContext, watched: Watched) {
    const made = declareInstances(machine, context, placesOf(this.network, machine.component.spec.subnet));
    const instances = made.map(({ instance }) => instance);
    registerInstances(context, routesTo(context), instances);
    const ids = instances.map(({ id }) => id);
    return { outputs: instanceOutputs(machine.component.spec, made), alarms: instanceAlarms(watched, ids) };
  }

  private group(machine: Machine, context: TranslateContext, watched: Watched) {
    const group = declareGroup(machine, context, {
      names: this.names,
      places: placesOf(this.network, machine.component.spec.subnet),
      targetGroupArns: routesTo(context).map(({ targetGroupArn }) => targetGroupArn),
    });
    const outputs: ReturnType<typeof instanceOutputs> = { autoScalingGroupName: group.name };
    return { outputs, alarms: groupAlarms(watched, group.name) };
  }

  private role(
    component: Component,
    context: TranslateContext,
    statements: NonNullable<Parameters<Roles['declare']>[2]['statements']>,
  ): DeclaredRole {
    const core = `arn:${this.identity.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore`;
    return this.roles.declare(component, context, {
      part: 'role',
      service: 'ec2.amazonaws.com',
      managedPolicyArns: component.spec.ssm ? [core] : [],
      statements: [...this.roles.bindingStatements(context), ...statements],
    });
  }

  private machine(
    component: Component,
    context: TranslateContext,
    of: {
      group: { readonly id: Input<string> };
      role: DeclaredRole;
      variables: Readonly<Record<string, Input<string>>>;
      ready: Machine['ready'];
    },
  ): Machine {
    const logicalName = context.logicalName('profile');
    const profile = new aws.iam.InstanceProfile(
      logicalName,
      {
        name: this.names.physical(component, NAME_RULES.instanceProfile, 'profile'),
        role: of.role.name,
        tags: this.tags.of(component, logicalName),
      },
      context.options({ deleteBeforeReplace: true }),
    );
    const shared = this.network.sharedSecurityGroupId;
    return {
      component,
      profileName: profile.name,
      securityGroupIds: [of.group.id, ...(shared === undefined ? [] : [shared])],
      userData: machineUserData(component, context, of.variables),
      keyArn: rootKey(component, this.encryption),
      tagsOf: (name) => this.tags.of(component, name),
      ready: of.ready,
    };
  }
}

type Watched = Parameters<typeof instanceAlarms>[0];
