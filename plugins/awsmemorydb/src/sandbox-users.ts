import { asObject } from '@panka/plugin-common';
import type { JsonObject, ResourceModel, SandboxCloud, SandboxResource } from 'panka/sdk';
import { ACL, CLUSTER } from './sandbox-cluster.js';

const USER = 'aws:memorydb/user:User';

export const userModel: ResourceModel = {
  type: USER,
  replaces: ['userName'],
  identity: ['userName'],
  arn: 'arn:{partition}:memorydb:{region}:{account}:user/{userName}',
  computed: () => ({ minimumEngineVersion: '6.0', status: 'active' }),
  refuses: ({ inputs }) => userRefusal(inputs),
  refusesDelete: (found, cloud) =>
    cloud.list(ACL).some((acl) => namesOf(acl.inputs).includes(found.id))
      ? `InvalidUserStateFault: User ${found.id} is still in an ACL.`
      : undefined,
};

export const aclModel: ResourceModel = {
  type: ACL,
  replaces: ['name', 'namePrefix'],
  identity: ['name'],
  arn: 'arn:{partition}:memorydb:{region}:{account}:acl/{name}',
  computed: ({ previous }) => ({ minimumEngineVersion: '6.0', status: previous?.status ?? 'active' }),
  refuses: ({ inputs }, cloud) => missingUser(inputs, cloud),
  refusesDelete: (found, cloud) => inUse(found, cloud),
};

function userRefusal(inputs: JsonObject): string | undefined {
  const { type, passwords } = asObject(inputs.authenticationMode);
  const count = Array.isArray(passwords) ? passwords.length : 0;
  if (type === 'password' && (count < 1 || count > 2))
    return 'InvalidParameterValueException: A user with a password has one or two of them.';
  if (type !== 'password' && type !== 'iam')
    return `InvalidParameterValueException: ${String(type)} is not a way to log in.`;
  return undefined;
}

function missingUser(inputs: JsonObject, cloud: SandboxCloud): string | undefined {
  const missing = namesOf(inputs).find((name) => cloud.get(USER, name) === undefined);
  return missing === undefined ? undefined : `UserNotFoundFault: User ${missing} not found.`;
}

function inUse(found: SandboxResource, cloud: SandboxCloud): string | undefined {
  return cloud.list(CLUSTER).some((cluster) => cluster.inputs.aclName === found.id)
    ? `InvalidACLStateFault: ACL ${found.id} is in use by a cluster.`
    : undefined;
}

function namesOf({ userNames }: JsonObject): readonly string[] {
  return Array.isArray(userNames) ? userNames.map(String) : [];
}
