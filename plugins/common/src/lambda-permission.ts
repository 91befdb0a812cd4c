import type { Permission, PermissionArgs } from '@pulumi/aws/lambda/index.js';
import type { ComponentOf, Names, TranslateContext } from 'panka/sdk';
import { NAME_RULES } from './name-rules.js';

export interface PermissionRequest {
  /** Handed in by a translator: this package is loaded where Pulumi must not be. */
  readonly aws: Pick<typeof import('@pulumi/aws'), 'lambda'>;
  readonly names: Names;
  /** Logical name of the permission within the component. */
  readonly part: string;
  readonly allow: Omit<PermissionArgs, 'action' | 'statementId'> & { readonly action?: string };
}

/**
 * Lets somebody call a function. The statement is named here: the provider would take the resource's own name, whose slashes
 * Lambda refuses, and a statement that an interrupted run has made is found again by its id.
 */
export function permitCaller(
  component: ComponentOf<unknown>,
  context: TranslateContext,
  { aws, names, part, allow }: PermissionRequest,
): Permission {
  const statementId = names.physical(component, NAME_RULES.lambdaStatement, part);
  return new aws.lambda.Permission(
    context.logicalName(part),
    { action: 'lambda:InvokeFunction', statementId, ...allow },
    // A policy holds an id once.
    context.options({ deleteBeforeReplace: true }),
  );
}
