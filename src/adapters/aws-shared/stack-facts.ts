import type { EnvironmentClass, InfraView } from '../../sdk/index.js';

/** What the shared services know of the stack that they serve. */
export interface StackFacts {
  readonly stack: string;
  readonly environment: string;
  readonly environmentClass: EnvironmentClass;
  readonly infra: InfraView;
  readonly identity: LiteralIdentity;
  /** Labels of the stack, which become tags of what it shares. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Who deploys where, known before the program runs: names and policies contain it as text. */
export interface LiteralIdentity {
  readonly accountId: string;
  readonly region: string;
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
}

export function isProduction(facts: Pick<StackFacts, 'environmentClass'>): boolean {
  return facts.environmentClass === 'production';
}
