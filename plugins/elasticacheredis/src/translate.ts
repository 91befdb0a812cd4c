import { keyArn, NAME_RULES } from '@panka/plugin-common';
import {
  type Alarms,
  type ComponentOf,
  type Encryption,
  type Identity,
  type LogGroups,
  type Names,
  type Network,
  type SecretReference,
  type SecurityGroups,
  type Tags,
  type TranslateContext,
  type Translation,
  type Translator,
  tokens,
} from 'panka/sdk';
import { cacheStatements } from './access.js';
import { alarms } from './alarms.js';
import { declareReplicationGroup } from './declare-replication-group.js';
import { declareServerless } from './declare-serverless.js';
import type { Cache, Foundation, Users } from './foundation.js';
import type { RedisSpec } from './schema.js';
import { authOf, hasTls, isServerless, portsOf } from './settings.js';
import { type Token, tokenOf } from './token.js';
import { declareUsers } from './users.js';

type Component = ComponentOf<RedisSpec>;

export default class RedisTranslator implements Translator<RedisSpec> {
  static readonly inject = [
    tokens.names,
    tokens.tags,
    tokens.identity,
    tokens.network,
    tokens.encryption,
    tokens.logs,
    tokens.securityGroups,
    tokens.alarms,
  ] as const;

  constructor(
    private readonly names: Names,
    private readonly tags: Tags,
    private readonly identity: Identity,
    private readonly network: Network,
    private readonly encryption: Encryption,
    private readonly logs: LogGroups,
    private readonly securityGroups: SecurityGroups,
    private readonly alarms: Alarms,
  ) {}

  translate(component: Component, context: TranslateContext): Translation {
    const { spec, address } = component;
    const at = this.foundation(component, context);
    const token = authOf(spec) === 'token' ? tokenOf(at, context) : undefined;
    const users = authOf(spec) === 'iam' ? declareUsers(at, context) : undefined;
    const cache = isServerless(spec)
      ? declareServerless(at, context, users)
      : declareReplicationGroup(at, context, { token, users, logGroup: this.logGroup(component, context) });
    this.alarms.declare(component, context, alarms(spec, { address, identifier: at.identifier }));
    return this.published(at, { cache, token, users });
  }

  private foundation(component: Component, context: TranslateContext): Foundation {
    const { mode } = component.spec.cluster;
    const group = this.securityGroups.declare(component, context, {
      egress: false,
      description: `Cache ${component.address}`,
    });
    // AWS moves no cache from one mode to another: another name makes it a replacement, which is told beforehand.
    const rule =
      mode === 'cluster' ? { ...NAME_RULES.replicationGroup, replaceKey: mode } : NAME_RULES.replicationGroup;
    return {
      component,
      names: this.names,
      tags: this.tags,
      identifier: this.names.physical(component, rule),
      tagsOf: (part) => this.tags.of(component, context.logicalName(part)),
      securityGroupId: group.id,
      subnetIds: this.network.subnets('data'),
      key: keyArn(component.spec.encryption.kmsKey, this.encryption),
    };
  }

  private logGroup(component: Component, context: TranslateContext) {
    const { slow, engine } = component.spec.logs;
    return slow || engine ? this.logs.declare(component, context).name : undefined;
  }

  private published(
    at: Foundation,
    made: { cache: Cache; token: Token | undefined; users: Users | undefined },
  ): Translation {
    const { cache, token, users } = made;
    const { spec } = at.component;
    const { identifier, securityGroupId } = at;
    const [port = 6379] = portsOf(spec);
    return {
      outputs: {
        ...cache,
        port,
        identifier,
        ...(token === undefined ? {} : { authSecretArn: token.secretArn }),
        ...(users === undefined ? {} : { userName: users.nameFor('write'), userGroupId: users.groupId }),
        securityGroupId,
      },
      provides: {
        network: { securityGroupId, ports: portsOf(spec).map((one) => ({ port: one, protocol: 'tcp' as const })) },
        variables: (level) => ({
          HOST: cache.endpoint,
          PORT: String(port),
          TLS: String(hasTls(spec)),
          ...(users === undefined ? {} : { USERNAME: users.nameFor(level), NAME: identifier }),
        }),
        ...(token === undefined ? {} : { secrets: { AUTH_TOKEN: secretOf(token) } }),
        statements: (level) => cacheStatements(level, { spec, cache, identifier, identity: this.identity, users }),
      },
    };
  }
}

function secretOf({ secretArn, key, kmsKeyArn }: Token): SecretReference {
  return {
    arn: secretArn,
    ...(key === undefined ? {} : { key }),
    ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
  };
}
