import type { Output } from '@pulumi/pulumi';
import type { ComponentOf } from '../component-kind.js';
import type { PolicyStatement, TranslateContext } from '../translator.js';
import type { Resource } from './resource.js';

export interface RoleRequest {
  /** Part of the logical name: `task-role`. */
  readonly part: string;
  /** `ecs-tasks.amazonaws.com`. */
  readonly service: string;
  readonly managedPolicyArns?: readonly string[];
  readonly statements?: readonly PolicyStatement[];
  readonly permissionsBoundary?: string;
}

export interface DeclaredRole {
  readonly arn: Output<string>;
  readonly name: Output<string>;
  /** What a resource that uses the role must wait for: its policies. */
  readonly ready: readonly Resource[];
}

export interface Roles {
  /** Role with a trust for that service (aws:SourceAccount), inline policy `bindings` split where it grows too long. */
  declare(component: ComponentOf<unknown>, context: TranslateContext, request: RoleRequest): DeclaredRole;
  /** The statements that the component's consumptions grant to its role. */
  bindingStatements(context: TranslateContext): readonly PolicyStatement[];
}
