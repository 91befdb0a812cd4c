import { BlockList, isIP } from 'node:net';
import { isMap } from '@panka/plugin-common';
import type { Json, JsonObject } from 'panka/sdk';

/** Whether an event matches a pattern. Source: EventBridge user guide, "Comparison operators for use in event patterns". */
export function matches(pattern: JsonObject, event: JsonObject): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    if (key === '$or') return Array.isArray(wanted) && wanted.some((one) => isMap(one) && matches(one, event));
    const value = event[key];
    if (Array.isArray(wanted)) return matchesLeaf(wanted, value);
    if (!isMap(wanted)) return false;
    // A list of maps matches by any of them.
    return (
      [value].flat().some((one) => isMap(one) && matches(wanted, one)) || (value === undefined && matches(wanted, {}))
    );
  });
}

/** One of the alternatives holds for the value, or for any member of a list. */
function matchesLeaf(alternatives: readonly Json[], value: Json | undefined): boolean {
  const values = value === undefined ? [] : [value].flat();
  return alternatives.some((alternative) => {
    if (!isMap(alternative)) return values.some((one) => one === alternative);
    const [[operator, operand] = ['', undefined]] = Object.entries(alternative);
    if (operator === 'exists') return (value !== undefined) === operand;
    const test = OPERATORS[operator];
    return test !== undefined && values.some((one) => test(operand, one));
  });
}

type Test = (operand: Json | undefined, value: Json) => boolean;

const text =
  (test: (operand: string, value: string) => boolean): Test =>
  (operand, value) => {
    if (typeof value !== 'string') return false;
    if (typeof operand === 'string') return test(operand, value);
    const folded = isMap(operand) ? operand['equals-ignore-case'] : undefined;
    return typeof folded === 'string' && test(folded.toLowerCase(), value.toLowerCase());
  };

/** By name; those of EventBridge, no other. `exists` looks at the field, not at a value. */
const OPERATORS: Readonly<Record<string, Test>> = {
  prefix: text((operand, value) => value.startsWith(operand)),
  suffix: text((operand, value) => value.endsWith(operand)),
  'equals-ignore-case': text((operand, value) => value.toLowerCase() === operand.toLowerCase()),
  wildcard: text((operand, value) => wildcard(operand).test(value)),
  cidr: text(inRange),
  numeric: (operand, value) => Array.isArray(operand) && typeof value === 'number' && withinLimits(operand, value),
  'anything-but': (operand, value) =>
    isMap(operand)
      ? !Object.entries(operand).some(([name, of]) => anyOf(name, of, value))
      : ![operand].flat().includes(value),
};

/** Operators that a pattern may use. */
export const KNOWN_OPERATORS: readonly string[] = ['exists', ...Object.keys(OPERATORS)];

function anyOf(operator: string, operands: Json, value: Json): boolean {
  return [operands].flat().some((operand) => OPERATORS[operator]?.(operand, value) === true);
}

function wildcard(operand: string): RegExp {
  const parts = operand
    .split(/(?<!\\)\*/)
    .map((part) => part.replaceAll('\\*', '*').replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}

function inRange(range: string, address: string): boolean {
  const [network = '', bits] = range.split('/');
  const family = (ip: string) => (isIP(ip) === 6 ? 'ipv6' : 'ipv4');
  if (isIP(network) === 0 || isIP(address) === 0) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family(network));
  return list.check(address, family(address));
}

/** `[">", 0, "<=", 5]`: all of the comparisons hold. */
function withinLimits(comparisons: readonly Json[], value: number): boolean {
  const holds: Readonly<Record<string, (limit: number) => boolean>> = {
    '<': (limit) => value < limit,
    '<=': (limit) => value <= limit,
    '=': (limit) => value === limit,
    '>': (limit) => value > limit,
    '>=': (limit) => value >= limit,
  };
  return comparisons.every((part, i) => i % 2 === 1 || holds[String(part)]?.(Number(comparisons[i + 1])) === true);
}
