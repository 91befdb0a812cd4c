import { escapeSegment } from '../../diagnostics/json-pointer.js';
import type { Policy, PolicyFinding } from '../policy.js';

/** AWS takes 50 tags a resource; Panka sets six of them. Source: AWS, "Tag naming limits and requirements". */
const MAX_TAGS = 44;
const MAX_KEY = 128;
const MAX_VALUE = 256;
/** Tags that were looked at: components without tags of their own share one object. */
const fine = new WeakSet<object>();
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

export const tagLimits: Policy = {
  id: 'PANKA-TAG-002',
  title: 'tags are within the limits of AWS',
  severity: { development: 'error', production: 'error' },
  check({ tags, kind, address }) {
    if (fine.has(tags)) return [];
    const entries = Object.entries(tags);
    const many: PolicyFinding[] =
      entries.length > MAX_TAGS
        ? [
            {
              path: '/tags',
              message: `${kind} ${address} has ${entries.length} tags; at most ${MAX_TAGS} are possible`,
            },
          ]
        : [];
    const findings = [
      ...many,
      ...entries.flatMap(([key, value]) =>
        problemOf(key, value).map((problem) => ({
          path: `/tags/${escapeSegment(key)}`,
          message: `tag "${key.slice(0, 40)}" of ${kind} ${address} ${problem}`,
        })),
      ),
    ];
    if (findings.length === 0) fine.add(tags);
    return findings;
  },
};

function problemOf(key: string, value: string): string[] {
  if (key.length > MAX_KEY) return [`has a key of ${key.length} characters; at most ${MAX_KEY} are possible`];
  if (value.length > MAX_VALUE) return [`has a value of ${value.length} characters; at most ${MAX_VALUE} are possible`];
  if (/^aws:/i.test(key)) return ['starts with aws:, which is reserved'];
  if (/^panka:/i.test(key)) return ['starts with panka:, which Panka sets itself'];
  return ALLOWED.test(key) && ALLOWED.test(value) ? [] : ['holds characters that AWS does not take'];
}
