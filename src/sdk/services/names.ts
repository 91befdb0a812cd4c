import type { ComponentOf } from '../component-kind.js';

/** Limits of a physical name. Source: the service's API reference, by way of docs/kinds. */
export interface NameRule {
  /** Characters in all. */
  readonly max: number;
  /** Characters allowed, as the inside of a class: `a-z0-9-`. Others become `-`. Default `a-z0-9-`. */
  readonly alphabet?: string;
  /** Text that ends the name and is kept whole: `.fifo`. */
  readonly suffix?: string;
  /** The name is unique in the world (S3), not in account and region: these go into the hash. */
  readonly global?: boolean;
  /** Values whose change must give another name, so that a replacement can be made before the old one goes. */
  readonly replaceKey?: string;
  /** Starts that AWS refuses (`internal-`, `sg-`), in lower case: such a name gets `p-` in front. */
  readonly forbiddenStart?: readonly string[];
  /** Names of secrets start with Security.secrets.prefix. */
  readonly secret?: boolean;
}

export interface Names {
  /** `<stack>-<env>-<service>-<component>[-part]-<6 hex>`, cut to fit before the hash; `spec.name` overrides it for the main part. */
  physical(component: ComponentOf<unknown>, rule: NameRule, part?: string): string;
  /** Name of a stack-level resource. */
  shared(rule: NameRule, part: string): string;
}
