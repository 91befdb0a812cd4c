import { asObject } from '@panka/plugin-common';
import type { JsonObject, ResourceModel, SandboxCloud } from 'panka/sdk';

const USER = 'aws:elasticache/user:User';
export const USER_GROUP = 'aws:elasticache/userGroup:UserGroup';

export const userModel: ResourceModel = {
  type: USER,
  replaces: ['userId', 'userName'],
  identity: ['userId'],
  arn: 'arn:{partition}:elasticache:{region}:{account}:user:{userId}',
  computed: () => ({ status: 'active' }),
  refuses: ({ inputs }) => userRefusal(inputs),
  refusesDelete: (found, cloud) =>
    cloud.list(USER_GROUP).some((group) => idsOf(group.inputs).includes(found.id))
      ? `InvalidUserState: User ${found.id} is still in a user group.`
      : undefined,
};

export const userGroupModel: ResourceModel = {
  type: USER_GROUP,
  replaces: ['userGroupId'],
  identity: ['userGroupId'],
  arn: 'arn:{partition}:elasticache:{region}:{account}:usergroup:{userGroupId}',
  computed: ({ previous }) => ({ status: previous?.status ?? 'active' }),
  refuses: ({ inputs }, cloud) => groupRefusal(inputs, cloud),
};

function userRefusal(inputs: JsonObject): string | undefined {
  const mode = asObject(inputs.authenticationMode).type;
  if (mode === 'iam' && inputs.userId !== inputs.userName)
    return 'InvalidParameterCombination: User Id and User name must be same for authentication type: iam';
  if (mode === 'no-password-required' && inputs.engine === 'valkey')
    return 'InvalidParameterCombination: Valkey users need a password or IAM.';
  return undefined;
}

/** Redis wants a user named default in every group; Valkey doesn't. */
function groupRefusal(inputs: JsonObject, cloud: SandboxCloud): string | undefined {
  const users = idsOf(inputs).map((id) => cloud.get(USER, id));
  const missing = idsOf(inputs).find((id) => cloud.get(USER, id) === undefined);
  if (missing !== undefined) return `UserNotFound: User ${missing} not found.`;
  if (inputs.engine !== 'redis' || users.some((user) => user?.inputs.userName === 'default')) return undefined;
  return 'DefaultUserRequired: User group needs to contain a user with the user name default.';
}

function idsOf({ userIds }: JsonObject): readonly string[] {
  return Array.isArray(userIds) ? userIds.map(String) : [];
}
