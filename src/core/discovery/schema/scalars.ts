import { didYouMean } from '../../diagnostics/did-you-mean.js';
import { typeName } from '../values.js';
import { expected, type JsonSchema } from './json-schema.js';
import { isHidden, nameOf, type Subject } from './path.js';
import type { SchemaProblem } from './schema-problem.js';

type Found = Pick<SchemaProblem, 'code' | 'message' | 'suggestion'>;

const NUMBER = /^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$/;
const patterns = new Map<string, RegExp>();

/** A text that is exactly a number or a boolean, where the schema wants one. Variables often arrive as texts. */
export function coerce(type: JsonSchema['type'], value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if ((type === 'number' || type === 'integer') && NUMBER.test(value)) return Number(value);
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

export function hasType(type: JsonSchema['type'], value: unknown): boolean {
  if (type === undefined) return true;
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value);
  return typeof value === type;
}

/** What is wrong with a scalar of the right type. */
export function scalarProblem(schema: JsonSchema, value: unknown, subject: Subject): Found | undefined {
  if (typeof value === 'number') return numberProblem(schema, value, subject);
  return typeof value === 'string' ? textProblem(schema, value, subject) : undefined;
}

function numberProblem(schema: JsonSchema, value: number, subject: Subject): Found | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const low =
    (minimum !== undefined && value < minimum) || (exclusiveMinimum !== undefined && value <= exclusiveMinimum);
  const high =
    (maximum !== undefined && value > maximum) || (exclusiveMaximum !== undefined && value >= exclusiveMaximum);
  if (low || high)
    return { code: 'OutOfRange', message: `${nameOf(subject)} is ${value}; allowed is ${range(schema)}` };
  if (multipleOf === undefined || value % multipleOf === 0) return undefined;
  return { code: 'OutOfRange', message: `${nameOf(subject)} is ${value}; it must be a multiple of ${multipleOf}` };
}

function range({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema): string {
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  const low =
    minimum !== undefined
      ? `at least ${minimum}`
      : exclusiveMinimum !== undefined
        ? `more than ${exclusiveMinimum}`
        : '';
  const high =
    maximum !== undefined
      ? `at most ${maximum}`
      : exclusiveMaximum !== undefined
        ? `less than ${exclusiveMaximum}`
        : '';
  return [low, high].filter((side) => side !== '').join(' and ');
}

function textProblem(schema: JsonSchema, value: string, subject: Subject): Found | undefined {
  const { minLength, maxLength, pattern } = schema;
  if (minLength !== undefined && value.length < minLength) {
    return {
      code: 'OutOfRange',
      message:
        value === ''
          ? `${nameOf(subject)} is empty`
          : `${nameOf(subject)} has ${value.length} characters; at least ${minLength} are needed`,
    };
  }
  if (maxLength !== undefined && value.length > maxLength) {
    return {
      code: 'OutOfRange',
      message: `${nameOf(subject)} has ${value.length} characters; at most ${maxLength} are allowed`,
    };
  }
  if (pattern === undefined || regularExpression(pattern).test(value)) return undefined;
  const example = schema.examples?.[0];
  const shown = isHidden(subject) ? 'the value' : typeName(value);
  return {
    code: 'InvalidFormat',
    message: `${nameOf(subject)} does not take ${shown}: ${formatOf(schema)}`,
    suggestion: example === undefined ? undefined : `for example ${String(example)}`,
  };
}

function formatOf(schema: JsonSchema): string {
  return schema.description ? lowerFirst(schema.description) : `it must match ${schema.pattern}`;
}

export function regularExpression(pattern: string): RegExp {
  let made = patterns.get(pattern);
  if (!made) {
    made = new RegExp(pattern, 'u');
    patterns.set(pattern, made);
  }
  return made;
}

/** A value that is not among those enumerated; `offered` of them are named. */
export function enumProblem(
  values: readonly unknown[],
  value: unknown,
  subject: Subject,
  offered: readonly unknown[] = values,
): Found {
  const allowed = values.map((one) => String(one));
  const given = typeof value === 'object' ? typeName(value) : JSON.stringify(value);
  const message = `${nameOf(subject)} is ${isHidden(subject) ? 'not an allowed value' : given}; allowed: ${offered.map((one) => String(one)).join(', ')}`;
  const near = typeof value === 'string' ? didYouMean(value, allowed) : undefined;
  return { code: 'InvalidValue', message, suggestion: near === undefined ? undefined : `did you mean "${near}"?` };
}

export function typeProblem(schema: JsonSchema, value: unknown, subject: Subject): Found {
  const given = isHidden(subject) && typeof value === 'string' ? 'a text' : typeName(value);
  const message = `${nameOf(subject)} must be ${expected(schema)}, not ${given}`;
  return { code: 'WrongType', message, suggestion: typeAdvice(schema, value) };
}

function typeAdvice(schema: JsonSchema, value: unknown): string | undefined {
  const scalar = typeof value === 'number' || typeof value === 'boolean';
  if (schema.type === 'string' && scalar) return 'put quotes around it';
  if (schema.type === 'array' && value !== null && typeof value !== 'object') return 'write it as a list: [ … ]';
  if (value === null) return 'give a value or remove the line';
  return undefined;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '');
}
