/** A JSON pointer (RFC 6901) from its segments. */
export function pointerOf(segments: readonly (string | number)[]): string {
  return segments.map((segment) => `/${escapeSegment(String(segment))}`).join('');
}

export function segmentsOf(pointer: string): readonly string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function escapeSegment(segment: string): string {
  return segment.includes('~') || segment.includes('/') ? segment.replaceAll('~', '~0').replaceAll('/', '~1') : segment;
}

/** `/spec/ports/0/port` as people write it: `spec.ports[0].port`. */
export function dotted(pointer: string): string {
  let text = '';
  for (const segment of segmentsOf(pointer)) {
    if (/^\d+$/.test(segment)) text += `[${segment}]`;
    else text += text === '' ? segment : `.${segment}`;
  }
  return text;
}

/** Pointers in rules are constants that are followed for every component. */
const known = new Map<string, readonly string[]>();
const MAX_KNOWN = 1000;

function remembered(pointer: string): readonly string[] {
  let segments = known.get(pointer);
  if (segments === undefined) {
    segments = segmentsOf(pointer);
    if (known.size < MAX_KNOWN) known.set(pointer, segments);
  }
  return segments;
}

/** The value at a pointer, or undefined where there is none. Looks at own properties only. */
export function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const segment of remembered(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined;
    value = (value as Record<string, unknown>)[segment];
  }
  return value;
}
