import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { AccessLevel, TranslateContext } from 'panka/sdk';
import type { Foundation, Users } from './foundation.js';

const WRITER = 'on ~* &* +@all';
/** INFO and CLUSTER are what clients ask for when they connect. */
const READER = 'on ~* -@all +@read +@connection +info +cluster';
/** Nobody logs in without a name: Redis wants such a user in every group, Valkey takes none without a login. */
const DEFAULT_USER = 'off ~* -@all';

/** Users who log in with IAM, where id and name have to be the same, and the group of them. */
export function declareUsers(at: Foundation, context: TranslateContext): Users {
  const { spec } = at.component;
  const users = [
    declareUser(at, context, { part: 'writer', accessString: WRITER }),
    declareUser(at, context, { part: 'reader', accessString: READER }),
    ...spec.security.users.map(({ name, accessString }) =>
      declareUser(at, context, { part: `user-${name}`, accessString }),
    ),
    ...(spec.engine.type === 'redis' ? [declareDefaultUser(at, context)] : []),
  ];
  const [writer, reader] = users as [aws.elasticache.User, aws.elasticache.User];
  const group = new aws.elasticache.UserGroup(
    context.logicalName('users'),
    {
      engine: spec.engine.type,
      userGroupId: at.names.physical(at.component, NAME_RULES.cacheUser, 'users'),
      userIds: users.map((user) => user.userId),
      tags: at.tagsOf('users'),
    },
    context.options({ deleteBeforeReplace: true }),
  );
  const nameFor = (level: AccessLevel) =>
    at.names.physical(at.component, NAME_RULES.cacheUser, level === 'read' ? 'reader' : 'writer');
  return {
    groupId: group.userGroupId,
    nameFor,
    statementsFor: (level, cache) =>
      level === 'connect'
        ? []
        : [
            {
              Effect: 'Allow',
              Action: ['elasticache:Connect'],
              Resource: [cache.arn, level === 'read' ? reader.arn : writer.arn],
            },
          ],
  };
}

function declareUser(at: Foundation, context: TranslateContext, user: { part: string; accessString: string }) {
  const userId = at.names.physical(at.component, NAME_RULES.cacheUser, user.part);
  return new aws.elasticache.User(
    context.logicalName(user.part),
    {
      userId,
      userName: userId,
      engine: at.component.spec.engine.type,
      accessString: user.accessString,
      authenticationMode: { type: 'iam' },
      tags: at.tagsOf(user.part),
    },
    context.options({ deleteBeforeReplace: true }),
  );
}

function declareDefaultUser(at: Foundation, context: TranslateContext) {
  return new aws.elasticache.User(
    context.logicalName('default-user'),
    {
      userId: at.names.physical(at.component, NAME_RULES.cacheUser, 'default-user'),
      userName: 'default',
      engine: 'redis',
      accessString: DEFAULT_USER,
      authenticationMode: { type: 'no-password-required' },
      tags: at.tagsOf('default-user'),
    },
    context.options({ deleteBeforeReplace: true }),
  );
}
