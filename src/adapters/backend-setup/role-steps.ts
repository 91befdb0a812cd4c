import type { IAMClient } from '@aws-sdk/client-iam';
import type { SetupStep } from '../../core/backend/setup-step.js';
import type { PolicyDocument } from '../../core/iam/deployment-policy.js';
import { ifThere, missing, refused, there } from './looked.js';

export interface RoleRequest {
  readonly client: () => Promise<IAMClient>;
  readonly role: string;
  readonly description: string;
  /** Who may assume it. */
  readonly trust: unknown;
  /** Inline policies by name. */
  readonly policies: Readonly<Record<string, PolicyDocument>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Seconds of a session: a deployment has to end within. */
  readonly sessionSeconds?: number;
}

type Step = Pick<SetupStep, 'look' | 'make'>;

/** A role with exactly these policies of ours; whatever else it has stays. */
export function roleSteps(request: RoleRequest): SetupStep[] {
  const of = `role ${request.role}`;
  return [
    { of, name: 'exists', ...exists(request) },
    ...Object.entries(request.policies).map(([name, document]) => ({
      of,
      name: `policy ${name}`,
      ...policy(request, name, document),
    })),
  ];
}

function exists({ client, role, description, trust, tags, sessionSeconds = 3600 }: RoleRequest): Step {
  return {
    async look() {
      const { GetRoleCommand } = await import('@aws-sdk/client-iam');
      const call = (await client()).send(new GetRoleCommand({ RoleName: role }));
      const found = (await ifThere(call, 'NoSuchEntityException', 'NoSuchEntity'))?.Role;
      if (!found) return missing('not there');
      return sameDocument(found.AssumeRolePolicyDocument, trust)
        ? there(found.Arn ?? role)
        : refused('others may assume it than was asked for', `look at it: aws iam get-role --role-name ${role}`);
    },
    async make() {
      const { CreateRoleCommand } = await import('@aws-sdk/client-iam');
      await (await client()).send(
        new CreateRoleCommand({
          RoleName: role,
          Description: description,
          AssumeRolePolicyDocument: JSON.stringify(trust),
          MaxSessionDuration: sessionSeconds,
          Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        }),
      );
    },
  };
}

function policy({ client, role }: RoleRequest, name: string, document: PolicyDocument): Step {
  return {
    async look() {
      const { GetRolePolicyCommand } = await import('@aws-sdk/client-iam');
      const call = (await client()).send(new GetRolePolicyCommand({ RoleName: role, PolicyName: name }));
      const found = await ifThere(call, 'NoSuchEntityException', 'NoSuchEntity');
      if (!found) return missing('not there');
      const actions = document.Statement.reduce((sum, { Action }) => sum + Action.length, 0);
      return sameDocument(found.PolicyDocument, document) ? there(`${actions} actions`) : missing('differs');
    },
    async make() {
      const { PutRolePolicyCommand } = await import('@aws-sdk/client-iam');
      await (await client()).send(
        new PutRolePolicyCommand({ RoleName: role, PolicyName: name, PolicyDocument: JSON.stringify(document) }),
      );
    },
  };
}

/** IAM gives documents URL-encoded. */
function sameDocument(encoded: string | undefined, wanted: unknown): boolean {
  try {
    return JSON.stringify(JSON.parse(decodeURIComponent(encoded ?? ''))) === JSON.stringify(wanted);
  } catch {
    return false;
  }
}
