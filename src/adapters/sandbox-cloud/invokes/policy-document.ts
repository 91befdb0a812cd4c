import type { Json, JsonObject } from '../../../sdk/json.js';
import type { SandboxInvoke } from '../../../sdk/sandbox.js';

/** `aws:iam/getPolicyDocument`: statements in the provider's words → IAM's JSON, as the provider prints it. */
export const getPolicyDocument: SandboxInvoke = (args) => {
  const sources = list(args.sourcePolicyDocuments).flatMap(statementsIn);
  const overrides = list(args.overridePolicyDocuments).flatMap(statementsIn);
  const own = list(args.statements).map((statement) => statementOf(statement as JsonObject));
  const statements = overrides.reduce<readonly JsonObject[]>(overriding, [...sources, ...own]);
  const document = {
    Version: args.version ?? '2012-10-17',
    ...(args.policyId === undefined ? {} : { Id: args.policyId }),
    Statement: statements,
  };
  return {
    ...args,
    id: String(hash(JSON.stringify(document))),
    json: JSON.stringify(document, null, 2),
    minifiedJson: JSON.stringify(document),
  };
};

function statementOf(statement: JsonObject): JsonObject {
  const entries: readonly (readonly [string, Json | undefined])[] = [
    ['Sid', statement.sid === '' ? undefined : statement.sid],
    ['Effect', statement.effect ?? 'Allow'],
    ['Action', oneOrMore(statement.actions)],
    ['NotAction', oneOrMore(statement.notActions)],
    ['Resource', oneOrMore(statement.resources)],
    ['NotResource', oneOrMore(statement.notResources)],
    ['Principal', principals(statement.principals)],
    ['NotPrincipal', principals(statement.notPrincipals)],
    ['Condition', conditions(statement.conditions)],
  ];
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as JsonObject;
}

/** The provider sorts what IAM takes as a set, last first, and writes one element alone. */
function oneOrMore(value: Json | undefined): Json | undefined {
  const items = [...list(value)].map(String).sort().reverse();
  return items.length === 0 ? undefined : items.length === 1 ? items[0] : items;
}

function principals(value: Json | undefined): Json | undefined {
  const given = list(value) as readonly JsonObject[];
  if (given.length === 0) return undefined;
  const anybody = given.length === 1 && given[0]!.type === '*' && list(given[0]!.identifiers)[0] === '*';
  if (anybody) return '*';
  const byType = new Map<string, Json[]>();
  for (const { type, identifiers } of given) {
    byType.set(String(type), [...(byType.get(String(type)) ?? []), ...list(identifiers)]);
  }
  return Object.fromEntries([...byType].map(([type, identifiers]) => [type, oneOrMore(identifiers)!]));
}

function conditions(value: Json | undefined): Json | undefined {
  const given = list(value) as readonly JsonObject[];
  if (given.length === 0) return undefined;
  const byTest: Record<string, Record<string, Json>> = {};
  for (const { test, variable, values } of given) {
    const items = list(values).map(String);
    const tests = byTest[String(test)] ?? {};
    byTest[String(test)] = { ...tests, [String(variable)]: items.length === 1 ? items[0]! : items };
  }
  return byTest;
}

function statementsIn(document: Json): readonly JsonObject[] {
  const parsed = JSON.parse(String(document)) as { Statement?: JsonObject | readonly JsonObject[] };
  return parsed.Statement === undefined ? [] : ([parsed.Statement].flat() as readonly JsonObject[]);
}

/** A statement with the Sid of one before takes its place. */
function overriding(statements: readonly JsonObject[], override: JsonObject): readonly JsonObject[] {
  const at = override.Sid === undefined ? -1 : statements.findIndex((statement) => statement.Sid === override.Sid);
  return at < 0 ? [...statements, override] : statements.map((statement, i) => (i === at ? override : statement));
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function hash(text: string): number {
  let value = 0;
  for (const character of text) value = (value * 31 + character.charCodeAt(0)) >>> 0;
  return value;
}
