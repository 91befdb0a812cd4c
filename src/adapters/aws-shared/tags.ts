import type { ComponentOf, Tags } from '../../sdk/index.js';
import { tagNotAllowed } from './errors.js';
import { textMapAt } from './infra-json.js';
import type { StackFacts } from './stack-facts.js';

/** Source: AWS General Reference, "Tag naming limits and requirements". */
const LIMITS = { count: 50, key: 128, value: 256 } as const;
const RESERVED = ['aws:', 'panka:'];

/**
 * Tags that are the same at every apply: no deployment id, no commit, or each apply would change every resource.
 * `panka:resource` is the ownership mark by which an interrupted create is found again.
 */
export class PankaTags implements Tags {
  constructor(private readonly facts: Pick<StackFacts, 'stack' | 'environment' | 'infra' | 'labels'>) {}

  of(component: ComponentOf<unknown>, logicalName: string): Record<string, string> {
    return this.merged(component.tags, {
      'panka:service': component.service,
      'panka:component': component.address,
      'panka:kind': component.kind,
      ...mark(logicalName),
    });
  }

  /** Tags of a resource that belongs to the stack as a whole. */
  shared(logicalName: string): Record<string, string> {
    const user = { ...this.facts.labels, ...textMapAt(this.facts.infra.defaults, 'tags') };
    return this.merged(user, { 'panka:component': 'shared', ...mark(logicalName) });
  }

  private merged(user: Readonly<Record<string, string>>, own: Record<string, string>): Record<string, string> {
    for (const key of Object.keys(user))
      if (RESERVED.some((start) => key.toLowerCase().startsWith(start)))
        throw tagNotAllowed(key, 'has a reserved prefix');
    const tags = {
      'panka:stack': this.facts.stack,
      'panka:environment': this.facts.environment,
      'panka:managed-by': 'panka',
      ...own,
      ...user,
    };
    checkLimits(tags);
    return tags;
  }
}

function mark(logicalName: string): Record<string, string> {
  return { 'panka:resource': logicalName, Name: logicalName };
}

function checkLimits(tags: Readonly<Record<string, string>>): void {
  const entries = Object.entries(tags);
  for (const [key, value] of entries) {
    if (key.length > LIMITS.key)
      throw tagNotAllowed(key, `has a key of ${key.length} characters; ${LIMITS.key} are allowed`);
    if (value.length > LIMITS.value)
      throw tagNotAllowed(key, `has a value of ${value.length} characters; ${LIMITS.value} are allowed`);
  }
  const last = entries.at(-1)?.[0] ?? '';
  if (entries.length > LIMITS.count)
    throw tagNotAllowed(last, `is one of ${entries.length} on one resource; ${LIMITS.count} are allowed`);
}
