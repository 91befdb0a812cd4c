import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type {
  ComponentOf,
  DeclaredRole,
  Names,
  PolicyStatement,
  RoleRequest,
  Roles,
  Tags,
  TranslateContext,
} from '../../sdk/index.js';
import { stringAt } from './infra-json.js';
import { splitStatements } from './policy-documents.js';
import type { StackFacts } from './stack-facts.js';

/** Tags its sessions, and names no source account. Source: EKS user guide, "Create IAM role with trust policy required by EKS Pod Identity". */
const PODS = 'pods.eks.amazonaws.com';

/** Services that assume a role without saying for which account: the condition would shut them out. */
const WITHOUT_SOURCE_ACCOUNT = ['ec2.amazonaws.com', 'apigateway.amazonaws.com', 'ecs.amazonaws.com', PODS];

export class IamRoles implements Roles {
  constructor(
    private readonly facts: StackFacts,
    private readonly names: Names,
    private readonly tags: Tags,
  ) {}

  declare(component: ComponentOf<unknown>, context: TranslateContext, request: RoleRequest): DeclaredRole {
    const logicalName = context.logicalName(request.part);
    const role = new aws.iam.Role(
      logicalName,
      {
        name: this.names.physical(component, NAME_RULES.iamRole, request.part),
        assumeRolePolicy: trustPolicy(request.service, this.facts.identity.accountId),
        ...roleSettings(this.facts, request.permissionsBoundary),
        tags: this.tags.of(component, logicalName),
      },
      context.options({ deleteBeforeReplace: true }),
    );
    const attached = this.attachments(context, role, request);
    const granted = this.grants(component, context, { role, request });
    return { arn: role.arn, name: role.name, ready: [role, ...attached, ...granted] };
  }

  bindingStatements(context: TranslateContext): readonly PolicyStatement[] {
    return context.consumed.flatMap(({ provider, access, reference }) => [
      ...(provider.provides.statements?.(access, reference) ?? []),
    ]);
  }

  private attachments(context: TranslateContext, role: aws.iam.Role, request: RoleRequest): pulumi.Resource[] {
    return [...new Set(request.managedPolicyArns ?? [])].map((policyArn) => {
      const policy = policyArn.slice(policyArn.lastIndexOf('/') + 1);
      const name = context.logicalName(`${request.part}/${policy}`);
      return new aws.iam.RolePolicyAttachment(name, { role: role.name, policyArn }, context.options());
    });
  }

  /** One inline policy as long as it fits (10 240 characters a role), what is beyond in managed policies (6 144 each). */
  private grants(
    component: ComponentOf<unknown>,
    context: TranslateContext,
    { role, request }: { role: aws.iam.Role; request: RoleRequest },
  ): pulumi.Resource[] {
    const [inline, ...managed] = splitStatements(component.address, request.statements ?? []);
    if (inline === undefined) return [];
    const policy = new aws.iam.RolePolicy(
      context.logicalName(`${request.part}/bindings`),
      { name: 'bindings', role: role.name, policy: document(inline) },
      context.options({ deleteBeforeReplace: true }),
    );
    const more = managed.flatMap((statements, index) => {
      const part = `${request.part}/bindings-${index + 2}`;
      const name = context.logicalName(part);
      const extra = new aws.iam.Policy(
        name,
        {
          name: this.names.physical(component, NAME_RULES.iamPolicy, part),
          policy: document(statements),
          tags: this.tags.of(component, name),
        },
        context.options({ deleteBeforeReplace: true }),
      );
      const attachment = { role: role.name, policyArn: extra.arn };
      return [extra, new aws.iam.RolePolicyAttachment(`${name}/attachment`, attachment, context.options())];
    });
    return [policy, ...more];
  }
}

/** Trust for one AWS service, narrowed to calls on behalf of this account where the service says so. */
export function trustPolicy(service: string, accountId: string): string {
  const condition = WITHOUT_SOURCE_ACCOUNT.includes(service)
    ? {}
    : { Condition: { StringEquals: { 'aws:SourceAccount': accountId } } };
  const Action = service === PODS ? ['sts:AssumeRole', 'sts:TagSession'] : 'sts:AssumeRole';
  const statement = { Effect: 'Allow', Principal: { Service: service }, Action, ...condition };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

/** Boundary and path that the Security document wants on every role; a role's own boundary wins. */
export function roleSettings(
  facts: Pick<StackFacts, 'infra'>,
  ownBoundary?: string,
): Pick<aws.iam.RoleArgs, 'permissionsBoundary' | 'path'> {
  const boundary = ownBoundary ?? stringAt(facts.infra.security, 'iam', 'permissionsBoundary');
  const path = stringAt(facts.infra.security, 'iam', 'rolePath');
  return {
    ...(boundary === undefined ? {} : { permissionsBoundary: boundary }),
    ...(path === undefined ? {} : { path }),
  };
}

function document(statements: readonly PolicyStatement[]): pulumi.Output<string> {
  return pulumi.jsonStringify({ Version: '2012-10-17', Statement: statements });
}
