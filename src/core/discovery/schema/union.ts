import { isObject } from '../values.js';
import { Check } from './check-schema.js';
import type { JsonSchema } from './json-schema.js';
import type { Path } from './path.js';
import { coerce, hasType, typeProblem } from './scalars.js';
import { factsOf } from './schema-facts.js';
import type { SchemaProblem } from './schema-problem.js';

/** Checks a union: the first branch that fits wins; if none does, the problems of the nearest one are reported. */
export function checkUnion(check: Check, schema: JsonSchema, given: unknown, path: Path | undefined): unknown {
  const { branches } = factsOf(schema);
  const near: { value: unknown; problems: SchemaProblem[]; distance: number }[] = [];
  for (const exact of [true, false]) {
    // Branches that take the value as it is come before those that would have to convert it.
    for (const branch of branches) {
      if (fits(branch, given) !== exact) continue;
      const attempt = new Check(check.options);
      const value = attempt.visit(branch, given, path);
      if (attempt.problems.length === 0) return value;
      near.push({ value, problems: attempt.problems, distance: distanceOf(branch, given, attempt.problems) });
    }
  }
  const [best] = near.sort((a, b) => a.distance - b.distance);
  if (best !== undefined && best.distance < NO_TYPE_FITS) check.problems.push(...best.problems);
  else check.report(path, typeProblem({ anyOf: branches }, given, check.subject(path)));
  return given;
}

const NO_TYPE_FITS = 1_000_000;
const WRONG_VARIANT = 1000;

function fits(branch: JsonSchema, given: unknown): boolean {
  const { values } = factsOf(branch);
  return values ? values.includes(given) : hasType(branch.allOf ? 'object' : branch.type, given);
}

/** How far a value is from a branch: its type first, then the constants that tell variants apart, then the number of problems. */
function distanceOf(branch: JsonSchema, given: unknown, problems: readonly SchemaProblem[]): number {
  const { values } = factsOf(branch);
  if (values) return values.some((value) => typeof value === typeof given) ? 1 : NO_TYPE_FITS;
  if (!hasType(branch.allOf ? 'object' : branch.type, coerce(branch.type, given))) return NO_TYPE_FITS;
  const unknown = problems.filter((problem) => problem.code === 'UnknownField').length;
  return problems.length + unknown + (isObject(given) && wrongVariant(branch, given) ? WRONG_VARIANT : 0);
}

/** `{type: 'sqs', …}` is near the branch whose `type` is `sqs`, whatever else is wrong with it. */
function wrongVariant(branch: JsonSchema, given: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(branch.properties ?? {}).some(
    ([key, property]) => property.const !== undefined && Object.hasOwn(given, key) && given[key] !== property.const,
  );
}
