import type { RenderedResource } from '../../../core/render/rendered-resource.js';
import type { Json } from '../../json.js';
import { scalarsOf } from './scalars.js';

interface Statement {
  readonly Effect?: unknown;
  readonly Action?: unknown;
  readonly Resource?: unknown;
}

/** Inputs that hold a policy document. */
const POLICY_KEYS = ['policy', 'assumeRolePolicy', 'inlinePolicy'];

/** Policy documents that AWS would not take, and those that allow everything on everything. */
export function policyProblems(resources: readonly RenderedResource[]): readonly string[] {
  return resources
    .flatMap(({ name, inputs }) => scalarsOf(inputs, name))
    .filter(({ key, value }) => isPolicy(key, value))
    .flatMap(({ at, value }) => documentProblems(String(value)).map((problem) => `${at} ${problem}`));
}

/** By its input, or because it looks like one. One that is a reference as a whole is made elsewhere. */
function isPolicy(key: string, value: Json): boolean {
  if (typeof value !== 'string' || /^\$\{[^}]+\}$/.test(value) || value === '[secret]') return false;
  return POLICY_KEYS.includes(key) || (value.startsWith('{') && value.includes('"Statement"'));
}

function documentProblems(text: string): readonly string[] {
  let document: { Version?: unknown; Statement?: unknown };
  try {
    document = JSON.parse(text) as typeof document;
  } catch {
    return ['is not JSON'];
  }
  const statements = document.Statement;
  if (document.Version !== '2012-10-17') return [`has Version ${JSON.stringify(document.Version)}, not "2012-10-17"`];
  if (!Array.isArray(statements) || statements.length === 0) return ['has no Statement'];
  return (statements as readonly Statement[]).flatMap((statement) => [
    ...(statement.Effect === 'Allow' || statement.Effect === 'Deny' ? [] : ['has a statement without Effect']),
    ...(allowsEverything(statement) ? ['allows every action on every resource'] : []),
  ]);
}

function allowsEverything({ Effect, Action, Resource }: Statement): boolean {
  return Effect === 'Allow' && [Action].flat().includes('*') && [Resource].flat().includes('*');
}
