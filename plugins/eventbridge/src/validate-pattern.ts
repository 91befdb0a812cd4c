import { errorAt, isMap, warningAt } from '@panka/plugin-common';
import type { Finding, Json, JsonObject } from 'panka/sdk';
import { KNOWN_OPERATORS, matches } from './event-pattern.js';
import type { Rule } from './schema-rule.js';
import { completeEvent } from './test-event.js';

const LONGEST = 2048;
/** Fields that events have. Source: EventBridge user guide, "Event structure". */
const FIELDS: readonly string[] = [
  ...[
    'version',
    'id',
    'detail-type',
    'source',
    'account',
    'time',
    'region',
    'resources',
    'detail',
    '$or',
    'replay-name',
  ],
];

/** Rules of one event pattern: what EventBridge refuses, and what it takes although it can never match. */
export function validatePattern({ name, pattern: written, testEvent }: Rule, path: string): Finding[] {
  if (written === undefined) return [];
  const pattern = written as JsonObject;
  const at = `${path}/pattern`;
  const length = JSON.stringify(pattern).length;
  const findings = [
    ...(length > LONGEST
      ? [
          errorAt(
            at,
            'PANKA-EVB-004',
            `the pattern of rule ${name} has ${length} characters; EventBridge takes ${LONGEST}`,
          ),
        ]
      : []),
    ...Object.keys(pattern).flatMap((key) => field(key, at)),
    ...leaves(pattern, at),
  ];
  if (findings.length > 0 || testEvent === undefined || matches(pattern, completeEvent(testEvent))) return findings;
  return [errorAt(`${path}/testEvent`, 'PANKA-EVB-011', `rule ${name}: its testEvent does not match its pattern`)];
}

function field(key: string, at: string): Finding[] {
  if (FIELDS.includes(key)) return [];
  const path = `${at}/${escaped(key)}`;
  const plain = key.toLowerCase().replaceAll(/[^a-z]/g, '');
  const meant = FIELDS.find((known) => known.replaceAll('-', '') === plain);
  if (meant !== undefined) return [errorAt(path, 'PANKA-EVB-003', `pattern key "${key}": write ${meant}`, meant)];
  return [
    warningAt(
      path,
      'PANKA-EVB-017',
      `events have no field "${key}", so this matches none; fields of your own are in detail`,
    ),
  ];
}

/** Every leaf is a list of alternatives, of which a map is one known operator. */
function leaves(pattern: JsonObject, at: string): Finding[] {
  return Object.entries(pattern).flatMap(([key, value]) => {
    const path = `${at}/${escaped(key)}`;
    if (key === '$or')
      return Array.isArray(value)
        ? value.flatMap((one, i) => (isMap(one) ? leaves(one, `${path}/${i}`) : notAList(`${key}[${i}]`, one, path)))
        : notAList(key, value, path);
    if (isMap(value)) return leaves(value, path);
    if (!Array.isArray(value)) return notAList(key, value, path);
    return value.flatMap((one, i) => (isMap(one) ? operator(one, `${path}/${i}`) : []));
  });
}

function notAList(key: string, value: Json, path: string): Finding[] {
  const written = JSON.stringify(value);
  return [
    errorAt(path, 'PANKA-EVB-012', `pattern ${key}: ${written} must be a list of alternatives`, `${key}: [${written}]`),
  ];
}

function operator(alternative: JsonObject, path: string): Finding[] {
  const names = Object.keys(alternative);
  const [name = ''] = names;
  if (names.length === 1 && KNOWN_OPERATORS.includes(name)) return [];
  return [
    errorAt(
      path,
      'PANKA-EVB-018',
      `EventBridge knows no operator {${names.join(', ')}}; it knows ${KNOWN_OPERATORS.join(', ')}`,
    ),
  ];
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
