import type { Json, JsonObject } from '../../sdk/index.js';
import { valueAt } from '../diagnostics/json-pointer.js';
import { isObject } from '../discovery/values.js';
import { matchesPattern } from './patterns.js';

/** A statement that a user wrote for the role of a component. */
export interface UserStatement {
  /** Pointer of the statement within the spec. */
  readonly path: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** The allowing statements of `iam.policies`. */
export function userStatements(spec: JsonObject): UserStatement[] {
  const policies = valueAt(spec, '/iam/policies');
  if (!Array.isArray(policies)) return [];
  return policies.flatMap((statement: Json, index) => {
    if (!isObject(statement) || statement['effect'] === 'Deny') return [];
    return [
      {
        path: `/iam/policies/${index}`,
        actions: texts(statement['actions']),
        resources: texts(statement['resources']),
      },
    ];
  });
}

/** Pointer of one action of a statement. */
export function actionPath(statement: UserStatement, action: string): string {
  return `${statement.path}/actions/${Math.max(0, statement.actions.indexOf(action))}`;
}

/** IAM's wildcards; actions are compared without case. */
export function matchesAction(pattern: string, action: string): boolean {
  return matchesPattern(pattern, action, 'i');
}

function texts(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
