/** One piece of a text with variables in it. */
export type Part = { readonly text: string } | Reference;
export interface Reference {
  /** As written between the braces, for messages. */
  readonly written: string;
  readonly name: string;
  /** `${service.NAME}`. */
  readonly service?: string;
  /** `${NAME:-default}`; may hold references itself. */
  readonly fallback?: string;
}

export interface Interpolation {
  readonly parts: readonly Part[];
  /** What is wrong with the syntax. */
  readonly problem?: { readonly message: string; readonly suggestion: string };
}

const REFERENCE = /^(?:([a-z][a-z0-9-]*)\.)?([A-Za-z_][A-Za-z0-9_]*)$/;

/** Splits `a${B}c` into its pieces. `$${` stands for a literal `${`. */
export function parseInterpolation(text: string): Interpolation {
  const parts: Part[] = [];
  let literal = '';
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf('$', at);
    if (next < 0) break;
    literal += text.slice(at, next);
    if (text.startsWith('$${', next)) {
      literal += '${';
      at = next + 3;
    } else if (text.startsWith('${', next)) {
      const end = closingBrace(text, next + 2);
      if (end < 0)
        return {
          parts,
          problem: {
            message: '"${" is never closed',
            suggestion: 'add "}", or write "$${" for a literal "${"',
          },
        };
      const reference = parseReference(text.slice(next + 2, end));
      if (reference === undefined) return { parts, problem: notAVariable(text.slice(next, end + 1)) };
      if (literal !== '') parts.push({ text: literal });
      literal = '';
      parts.push(reference);
      at = end + 1;
    } else {
      literal += '$';
      at = next + 1;
    }
  }
  literal += text.slice(at);
  if (literal !== '' || parts.length === 0) parts.push({ text: literal });
  return { parts };
}

function parseReference(written: string): Reference | undefined {
  const dash = written.indexOf(':-');
  const target = dash < 0 ? written : written.slice(0, dash);
  const match = REFERENCE.exec(target);
  if (!match) return undefined;
  return {
    written,
    name: match[2]!,
    ...(match[1] === undefined ? {} : { service: match[1] }),
    ...(dash < 0 ? {} : { fallback: written.slice(dash + 2) }),
  };
}

function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '}' && --depth === 0) return at;
    if (text[at] === '{' && text[at - 1] === '$') depth++;
  }
  return -1;
}

function notAVariable(written: string): { message: string; suggestion: string } {
  return {
    message: `${JSON.stringify(written)} is not a variable; a variable is \${NAME}, \${NAME:-default} or \${service.NAME}`,
    suggestion: `write ${JSON.stringify(`$${written}`)} if it is meant as text`,
  };
}
