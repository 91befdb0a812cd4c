import { type Document, isCollection, isScalar, LineCounter, parseAllDocuments, visit, type YAMLError } from 'yaml';
import type { Json } from '../../../sdk/index.js';
import { dangerProblem } from './alias-guard.js';
import { isDeeper, MAX_DEPTH, tooDeep } from './nesting.js';
import type { ParsedYaml, SyntaxProblem } from './parse-manifest.js';

/** What to type for the parser's error codes. Source: the `yaml` package's ErrorCode. */
const ADVICE: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'indent with spaces; YAML does not allow tabs',
  DUPLICATE_KEY: 'keep one of the two',
  BAD_INDENT: 'align the line with its neighbours',
  BAD_ALIAS: 'define the anchor with & before its first use',
  MISSING_CHAR: 'close the quote or the bracket',
  BAD_SCALAR_START: 'put the text in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'put the text in quotes if it holds ": "',
  MULTILINE_IMPLICIT_KEY: 'put the key and its colon on one line',
  NON_STRING_KEY: 'use plain text as the key',
};

/** Parses with the `yaml` package and reports every error it finds. */
export function parseCarefully(text: string): ParsedYaml {
  const deep = bracketDepthProblem(text);
  if (deep) return { documents: [], problems: [deep] };
  try {
    return parseAll(text);
  } catch (error) {
    // Nesting by indentation can exhaust the stack of a recursive parser.
    if (error instanceof RangeError) return { documents: [], problems: [tooDeep(0)] };
    throw error;
  }
}

function parseAll(text: string): ParsedYaml {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { ...YAML_OPTIONS, lineCounter: lines });
  const documents = Array.isArray(parsed) ? parsed : [];
  if (documents.some((d) => d.errors.some(isExhausted))) return { documents: [], problems: [tooDeep(0)] };
  const problems = documents.flatMap((d) => [
    ...oncePerLine(d.errors, lines).map((e) => unclosed(e, d, text) ?? syntaxProblem(e, 'error')),
    ...d.warnings.map((w) => syntaxProblem(w, 'warning')),
  ]);
  if (problems.some((p) => p.severity === 'error')) return { documents: [], problems };
  return toValues(text, documents, problems);
}

/** Options under which `yaml` gives the values that js-yaml gives. */
const YAML_OPTIONS = {
  version: '1.2',
  merge: true,
  uniqueKeys: true,
  prettyErrors: false,
  stringKeys: true,
} as const;

/** The parser reports its own exhausted stack as an error of the text. */
function isExhausted({ message }: YAMLError): boolean {
  return message.startsWith('Maximum call stack');
}

function toValues(text: string, documents: readonly Document.Parsed[], problems: readonly SyntaxProblem[]): ParsedYaml {
  try {
    for (const document of documents) keepOverflowAsText(document);
    const values = documents.map((d) => d.toJS({ maxAliasCount: 10_000 }) as Json);
    const alias = dangerProblem(text, values) ?? (values.some((value) => isDeeper(value)) ? tooDeep(0) : undefined);
    return alias ? { documents: [], problems: [...problems, alias] } : { documents: values, problems };
  } catch (error) {
    if (error instanceof RangeError) throw error;
    const message = lowerFirst(error instanceof Error ? error.message : String(error));
    return {
      documents: [],
      problems: [...problems, { offset: Math.max(0, text.indexOf('*')), severity: 'error', message }],
    };
  }
}

/** `1e400` is no number that can be held: text, as js-yaml takes it, not infinity. */
function keepOverflowAsText(document: Document.Parsed): void {
  visit(document, {
    Scalar(_, node) {
      const overflow =
        typeof node.value === 'number' && !Number.isFinite(node.value) && !/inf|nan/i.test(node.source ?? 'inf');
      if (overflow) node.value = node.source ?? null;
    },
  });
}

/** The end of a bracket or quote is missed far behind its beginning: the beginning is what has to be looked at. */
function unclosed(error: YAMLError, document: Document.Parsed, text: string): SyntaxProblem | undefined {
  if (error.code !== 'MISSING_CHAR' && !/^Flow (map|sequence) in block collection/.test(error.message))
    return undefined;
  let start: number | undefined;
  visit(document, (_, node) => {
    const range = isScalar(node) || isCollection(node) ? node.range : undefined;
    if (!range || range[0] > error.pos[0] || !OPENING.test(text.charAt(range[0]))) return;
    const closing = CLOSING[text.charAt(range[0])];
    if (range[1] - range[0] < 2 || text.charAt(range[1] - 1) !== closing) start = range[0];
  });
  if (start === undefined) return undefined;
  const opening = text.charAt(start);
  return {
    offset: start,
    severity: 'error',
    message: `${opening} is never closed`,
    suggestion: `add ${CLOSING[opening]}`,
  };
}

const OPENING = /[[{"']/;
const CLOSING: Readonly<Record<string, string>> = { '[': ']', '{': '}', '"': '"', "'": "'" };

/** One mistake often makes the parser stumble several times over the same line: the first says it. */
function oncePerLine(errors: readonly YAMLError[], lines: LineCounter): YAMLError[] {
  const seen = new Set<number>();
  return errors.filter((error) => {
    const { line } = lines.linePos(error.pos[0]);
    if (seen.has(line)) return false;
    seen.add(line);
    return true;
  });
}

function syntaxProblem(error: YAMLError, severity: 'error' | 'warning'): SyntaxProblem {
  return { offset: error.pos[0], severity, message: lowerFirst(error.message), suggestion: ADVICE[error.code] };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '');
}

/** Stops hostile brackets before they reach a recursive parser. Brackets in texts count too: a hundred open ones are no accident. */
function bracketDepthProblem(text: string): SyntaxProblem | undefined {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x5b || c === 0x7b) depth++;
    else if (c === 0x5d || c === 0x7d) depth = Math.max(0, depth - 1);
    else if (c === 0x0a && text.startsWith('---', i + 1)) depth = 0;
    if (depth > MAX_DEPTH) return tooDeep(i);
  }
  return undefined;
}
