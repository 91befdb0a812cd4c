import type { ResourceModel, SandboxCloud, SandboxModels } from '../../../sdk/sandbox.js';
import { CREATED, refusePolicy, uniqueIdOf } from './model-parts.js';

const ROLE = 'aws:iam/role:Role';
const ROLE_POLICY = 'aws:iam/rolePolicy:RolePolicy';
const ATTACHMENT = 'aws:iam/rolePolicyAttachment:RolePolicyAttachment';
const POLICY = 'aws:iam/policy:Policy';
const PROFILE = 'aws:iam/instanceProfile:InstanceProfile';

/** Bytes without white space. Source: IAM quotas. */
const TRUST_LIMIT = 2048;
const INLINE_LIMIT = 10_240;
const MANAGED_LIMIT = 6144;

const role: ResourceModel = {
  type: ROLE,
  replaces: ['name', 'namePrefix', 'path'],
  identity: ['name'],
  arn: 'arn:{partition}:iam::{account}:role{path}{name}',
  defaults: { path: '/', maxSessionDuration: 3600, forceDetachPolicies: false },
  computed: (made) => ({ createDate: CREATED, uniqueId: uniqueIdOf('AROA', made) }),
  refuses: ({ inputs }) => refuseLength(inputs.name, 64) ?? refusePolicy(inputs.assumeRolePolicy, TRUST_LIMIT),
  refusesDelete: ({ id, inputs }, cloud) => {
    if (inputs.forceDetachPolicies === true) return undefined;
    if ([ROLE_POLICY, ATTACHMENT].some((type) => cloud.list(type).some((policy) => policy.inputs.role === id)))
      return 'DeleteConflict: Cannot delete entity, must detach all policies first.';
    return cloud.list(PROFILE).some((profile) => profile.inputs.role === id)
      ? 'DeleteConflict: Cannot delete entity, must remove roles from instance profile first.'
      : undefined;
  },
};

const rolePolicy: ResourceModel = {
  type: ROLE_POLICY,
  replaces: ['name', 'namePrefix', 'role'],
  identity: ['role', 'name'],
  onExisting: 'adopt',
  id: ({ inputs }) => `${String(inputs.role)}:${String(inputs.name)}`,
  refuses: ({ inputs }, cloud) => refusePolicy(inputs.policy, INLINE_LIMIT) ?? refuseMissingRole(inputs.role, cloud),
};

const rolePolicyAttachment: ResourceModel = {
  type: ATTACHMENT,
  replaces: ['role', 'policyArn'],
  identity: ['role', 'policyArn'],
  onExisting: 'adopt',
  id: ({ inputs }) => `${String(inputs.role)}/${String(inputs.policyArn)}`,
  refuses: ({ inputs }, cloud) =>
    /^arn:[\w-]+:iam::(\d{12}|aws):policy\//.test(String(inputs.policyArn))
      ? refuseMissingRole(inputs.role, cloud)
      : `ValidationError: ARN ${String(inputs.policyArn)} is not valid.`,
};

const policy: ResourceModel = {
  type: POLICY,
  replaces: ['name', 'namePrefix', 'path', 'description'],
  identity: ['name', 'path'],
  id: ({ partition, account, inputs }) =>
    `arn:${partition}:iam::${account}:policy${String(inputs.path)}${String(inputs.name)}`,
  arn: '{id}',
  defaults: { path: '/' },
  computed: (made) => ({ policyId: uniqueIdOf('ANPA', made), attachmentCount: 0 }),
  refuses: ({ inputs }) => refusePolicy(inputs.policy, MANAGED_LIMIT),
  refusesDelete: ({ id }, cloud) =>
    cloud.list(ATTACHMENT).some((attachment) => attachment.inputs.policyArn === id)
      ? 'DeleteConflict: Cannot delete a policy attached to entities.'
      : undefined,
};

const instanceProfile: ResourceModel = {
  type: PROFILE,
  replaces: ['name', 'namePrefix', 'path'],
  identity: ['name'],
  arn: 'arn:{partition}:iam::{account}:instance-profile{path}{name}',
  defaults: { path: '/' },
  computed: (made) => ({ createDate: CREATED, uniqueId: uniqueIdOf('AIPA', made) }),
  refuses: ({ inputs }, cloud) => (inputs.role === undefined ? undefined : refuseMissingRole(inputs.role, cloud)),
};

const serviceLinkedRole: ResourceModel = {
  type: 'aws:iam/serviceLinkedRole:ServiceLinkedRole',
  replaces: ['awsServiceName', 'customSuffix'],
  identity: ['awsServiceName', 'customSuffix'],
  id: ({ partition, account, inputs }) =>
    `arn:${partition}:iam::${account}:role/aws-service-role/${String(inputs.awsServiceName)}/AWSServiceRoleFor${String(inputs.awsServiceName).split('.')[0]}`,
  arn: '{id}',
  computed: (made) => ({
    createDate: CREATED,
    uniqueId: uniqueIdOf('AROA', made),
    path: `/aws-service-role/${String(made.inputs.awsServiceName)}/`,
  }),
};

function refuseMissingRole(name: unknown, cloud: SandboxCloud): string | undefined {
  return cloud.get(ROLE, String(name)) === undefined
    ? `NoSuchEntityException: The role with name ${String(name)} cannot be found.`
    : undefined;
}

function refuseLength(name: unknown, limit: number): string | undefined {
  return String(name).length > limit
    ? `ValidationError: 1 validation error detected: Value at 'roleName' failed to satisfy constraint: Member must have length less than or equal to ${limit}`
    : undefined;
}

export const iamModels: SandboxModels = {
  models: [role, rolePolicy, rolePolicyAttachment, policy, instanceProfile, serviceLinkedRole],
  api: {
    'iam:GetRole': (params, cloud) => {
      const found = cloud.get(ROLE, String(params.RoleName));
      if (found === undefined)
        throw new Error(`NoSuchEntityException: The role with name ${String(params.RoleName)} cannot be found.`);
      return { Role: { RoleName: found.id, Arn: found.outputs.arn ?? null, Path: found.inputs.path ?? '/' } };
    },
  },
};
