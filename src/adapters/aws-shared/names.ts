import { hash } from 'node:crypto';
import type { ComponentOf, NameRule, Names } from '../../sdk/index.js';
import { nameNotAllowed } from './errors.js';
import { stringAt } from './infra-json.js';
import type { StackFacts } from './stack-facts.js';

const HASH_DIGITS = 6;
const DEFAULT_PATTERN = '{stack}-{environment}-{service}-{component}-{part}';

/**
 * Readable names that end in a hash of who they are for. The hash is always there: `api-v2/db` and `api/v2-db` read the
 * same, and many AWS calls adopt an existing name without a word.
 */
export class HashedNames implements Names {
  constructor(private readonly facts: Pick<StackFacts, 'stack' | 'environment' | 'identity' | 'infra'>) {}

  physical(component: ComponentOf<unknown>, rule: NameRule, part?: string): string {
    const chosen = component.spec.name;
    if (part === undefined && chosen !== undefined) return overridden(chosen, rule);
    return this.name(rule, { service: component.service, component: component.name, part });
  }

  shared(rule: NameRule, part: string): string {
    return this.name(rule, { part });
  }

  private name(rule: NameRule, who: { service?: string; component?: string; part?: string | undefined }): string {
    const { stack, environment, infra } = this.facts;
    const { service = '', component = '', part = '' } = who;
    const pattern = stringAt(infra.defaults, 'naming', 'pattern') ?? DEFAULT_PATTERN;
    const values: Record<string, string> = { stack, environment, service, component, part };
    const text = pattern.replaceAll(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
    const prefix = stringAt(infra.defaults, 'naming', 'prefix');
    const start = rule.secret === true ? (stringAt(infra.security, 'secrets', 'prefix') ?? '') : '';
    const room = { ...rule, max: rule.max - start.length };
    const readable = legible(prefix === undefined ? text : `${prefix}-${text}`, room);
    const identity = `${stack}/${environment}/${service}/${component}/${part}|${rule.replaceKey ?? ''}`;
    return `${start}${readable}-${this.hash(identity, rule)}${rule.suffix ?? ''}`;
  }

  private hash(identity: string, rule: NameRule): string {
    const { accountId, region } = this.facts.identity;
    const scope = rule.global === true ? `${identity}|${accountId}|${region}` : identity;
    return hash('sha256', scope).slice(0, HASH_DIGITS);
  }
}

/** The part before the hash: allowed characters, a letter first, no doubled or trailing hyphen, cut to leave room. */
function legible(text: string, rule: NameRule): string {
  const foreign = new RegExp(`[^${rule.alphabet ?? 'a-z0-9-'}]`, 'g');
  const clean = text.toLowerCase().replaceAll(foreign, '-').replaceAll(/-{2,}/g, '-').replace(/^-/, '');
  const refused = rule.forbiddenStart?.some((start) => clean.startsWith(start)) === true || !/^[a-z]/.test(clean);
  const room = rule.max - HASH_DIGITS - 1 - (rule.suffix?.length ?? 0);
  return (refused ? `p-${clean}` : clean).slice(0, room).replace(/-+$/, '');
}

/** `spec.name` as it is, with the suffix that the type demands; refused rather than cut. */
function overridden(name: string, rule: NameRule): string {
  const whole = rule.suffix === undefined || name.endsWith(rule.suffix) ? name : `${name}${rule.suffix}`;
  if (whole.length > rule.max)
    throw nameNotAllowed(whole, `is ${whole.length} characters long; ${rule.max} are allowed`);
  const body = rule.suffix === undefined ? whole : whole.slice(0, -rule.suffix.length);
  const alphabet = rule.alphabet ?? 'a-z0-9-';
  if (!new RegExp(`^[${alphabet}]+$`).test(body))
    throw nameNotAllowed(whole, `has characters outside of [${alphabet}]`);
  return whole;
}
