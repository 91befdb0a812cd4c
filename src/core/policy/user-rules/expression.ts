import { Environment } from '@marcbachmann/cel-js';
import type { CelValue } from './cel-values.js';

/** Names that an expression of a user's rule may use. `resource` is there only in rules about resources. */
export type Facts = Readonly<Record<string, CelValue>>;
export type Verdict = { readonly holds: boolean } | { readonly problem: string };

export interface Expression {
  /** Whether it holds; `problem` where it cannot be said, such as a field that isn't there. */
  readonly evaluate: (facts: Facts) => Verdict;
}

const COMMON = ['spec', 'component', 'environment'];
/** Limits of the language keep evaluation short; these keep a pasted megabyte from being parsed. */
const LIMITS = { maxAstNodes: 2_000, maxDepth: 100 };

/** Reads an expression of the Common Expression Language (cel.dev) that says true or false. */
export function readExpression(
  text: string,
  about: 'component' | 'resource',
): Expression | { readonly problem: string } {
  const environment = new Environment({
    unlistedVariablesAreDyn: false,
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: false,
    limits: LIMITS,
  }).registerVariable('stack', 'string');
  for (const name of about === 'resource' ? [...COMMON, 'resource'] : COMMON) environment.registerVariable(name, 'map');
  try {
    const parsed = environment.parse(text);
    const checked = parsed.check();
    if (!checked.valid) return { problem: reason(checked.error) };
    if (checked.type !== 'bool' && checked.type !== 'dyn')
      return { problem: `it gives a value of type ${checked.type}, not true or false` };
    return { evaluate: (facts) => verdict(() => parsed(facts)) };
  } catch (error) {
    return { problem: reason(error) };
  }
}

function verdict(run: () => unknown): Verdict {
  try {
    const value = run();
    return typeof value === 'boolean' ? { holds: value } : { problem: 'it gives neither true nor false' };
  } catch (error) {
    return { problem: reason(error) };
  }
}

/** The message without the picture of the expression below it. */
function reason(error: unknown): string {
  const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return first.charAt(0).toLowerCase() + first.slice(1);
}
