import { SIG_KEY } from '../engine/deployment-v3.js';
import { isObject, isOpenedSecret, type OpenedSecret } from './opened-secrets.js';
import { isNamesake, type OutputCandidate, ranked } from './output-candidates.js';
import { listText, objectText, quoted, templateText } from './source-text.js';

/** What the code of a value may use, and is told of. */
export interface CodeScope {
  /** Expression for an output of a resource that is declared before. */
  readonly output: (candidate: OutputCandidate) => string;
  /** Expression for a secret of the configuration. */
  readonly secret: (path: string, secret: OpenedSecret) => string;
  /** Expression for a file or a text that is uploaded. */
  readonly asset: (path: string, asset: Readonly<Record<string, unknown>>) => string;
}

export interface ValueSite {
  readonly scope: CodeScope;
  /** Outputs that the value is known to come from, the resource that was made first at the head. */
  readonly candidates: readonly OutputCandidate[];
  /** For names of secrets and for messages: `spec.password`. */
  readonly path: string;
  /** Innermost property, to choose among outputs of the same value. */
  readonly property: string;
}

/** TypeScript that evaluates to the value. */
export function valueCode(value: unknown, site: ValueSite): string {
  if (isOpenedSecret(value)) return secretCode(value, site);
  if (typeof value === 'string') return textCode(value, site);
  if (Array.isArray(value))
    return listText(value.map((item, index) => valueCode(item, { ...site, path: `${site.path}.${index}` })));
  if (!isObject(value)) return String(value ?? null);
  if (SIG_KEY in value) return site.scope.asset(site.path, value);
  return objectText(membersOf(value).map(([key, item]) => [key, valueCode(item, inside(site, key))]));
}

/** Members but for those that the provider had filled in by itself, which it says in `__defaults`. */
export function membersOf(value: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  const defaults = Array.isArray(value['__defaults']) ? value['__defaults'] : [];
  return Object.entries(value).filter(([key]) => key !== '__defaults' && !defaults.includes(key));
}

export function inside(site: ValueSite, key: string): ValueSite {
  return { ...site, path: site.path === '' ? key : `${site.path}.${key}`, property: key };
}

function secretCode(value: OpenedSecret, { scope, candidates, path, property }: ValueSite): string {
  const plain: unknown = JSON.parse(value.plaintext);
  const [from] = best(candidates, property, (one) => one.value === plain);
  if (from === undefined) return scope.secret(path, value);
  return from.secret ? scope.output(from) : `pulumi.secret(${scope.output(from)})`;
}

function textCode(text: string, site: ValueSite): string {
  const candidates = site.candidates.filter(({ secret }) => !secret);
  const [exact] = best(
    candidates,
    site.property,
    (one) => one.value === text && (one.unique || isNamesake(one, site.property)),
  );
  if (exact !== undefined) return site.scope.output(exact);
  return jsonCode(text, site) ?? templateCode(text, { ...site, candidates: candidates.filter(({ unique }) => unique) });
}

/** JSON as the object that it is the text of, where that gives the very same text. */
function jsonCode(text: string, site: ValueSite): string | undefined {
  if (!/^[[{]/.test(text)) return undefined;
  const parsed = parsedJson(text);
  if (parsed === undefined || JSON.stringify(parsed) !== text) return undefined;
  let refers = false;
  const output = (one: OutputCandidate) => {
    refers = true;
    return site.scope.output(one);
  };
  const code = valueCode(parsed, { ...site, scope: { ...site.scope, output } });
  return `${refers ? 'pulumi.jsonStringify' : 'JSON.stringify'}(${code})`;
}

function parsedJson(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    // These members would be taken for something else.
    return /"(?:__defaults|__proto__|4dabf18193072939515e22adb298388d)"/.test(text) ? undefined : parsed;
  } catch {
    return undefined;
  }
}

/** The text with outputs in it, each as a whole word. */
function templateCode(text: string, { scope, candidates, property }: ValueSite): string {
  let code = '';
  let rest = text;
  let before = '';
  for (let next = firstIn(rest, before, candidates); next !== undefined; next = firstIn(rest, before, candidates)) {
    const [one] = best(candidates, property, ({ value }) => value === next?.value);
    code += `${templateText(rest.slice(0, next.at))}\${${one === undefined ? '' : scope.output(one)}}`;
    before = next.value.slice(-1);
    rest = rest.slice(next.at + next.value.length);
  }
  return code === '' ? quoted(text) : `pulumi.interpolate\`${code}${templateText(rest)}\``;
}

interface Found {
  readonly at: number;
  readonly value: string;
}

/** The first place where a candidate's value stands by itself; of several there the longest. */
function firstIn(text: string, before: string, candidates: readonly OutputCandidate[]): Found | undefined {
  let found: Found | undefined;
  for (const { value } of candidates) {
    const at = wholeWordAt(text, before, value);
    if (at === undefined) continue;
    if (found === undefined || at < found.at || (at === found.at && value.length > found.value.length))
      found = { at, value };
  }
  return found;
}

function wholeWordAt(text: string, before: string, value: string): number | undefined {
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    const left = at === 0 ? before : text.charAt(at - 1);
    const right = text.charAt(at + value.length);
    if (!/[\w-]/.test(left) && !/[\w-]/.test(right)) return at;
  }
  return undefined;
}

/** Of the resource that was made first among those that make the value, else of the first that passes it on. */
function best(
  candidates: readonly OutputCandidate[],
  property: string,
  fits: (candidate: OutputCandidate) => boolean,
): readonly OutputCandidate[] {
  const fitting = candidates.filter(fits);
  const makers = fitting.filter(({ passedOn }) => !passedOn);
  const from = (makers[0] ?? fitting[0])?.urn;
  return ranked(
    fitting.filter(({ urn }) => urn === from),
    property,
  );
}
