import { LOG_RETENTION_DAYS } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type {
  ComponentOf,
  DeclaredLogGroup,
  Encryption,
  LogGroups,
  NamedLogGroup,
  TranslateContext,
} from '../../sdk/index.js';
import { logRetentionNotAllowed } from './errors.js';
import { booleanAt, numberAt } from './infra-json.js';
import { isProduction, type StackFacts } from './stack-facts.js';
import type { PankaTags } from './tags.js';

interface Logging {
  readonly logging?: { readonly retentionDays?: number };
}

export class CloudWatchLogGroups implements LogGroups {
  constructor(
    private readonly facts: StackFacts,
    private readonly tags: PankaTags,
    private readonly encryption: Encryption,
  ) {}

  declare(
    component: ComponentOf<unknown>,
    context: TranslateContext,
    wanted?: string | NamedLogGroup,
  ): DeclaredLogGroup {
    const { stack, environment } = this.facts;
    const { name, part } = typeof wanted === 'object' ? wanted : { name: wanted, part: 'log-group' };
    const logicalName = context.logicalName(part);
    const own = (component.spec as Logging).logging?.retentionDays;
    const group = new aws.cloudwatch.LogGroup(
      logicalName,
      {
        name: name ?? `/panka/${stack}/${environment}/${component.address}`,
        ...logGroupSettings(this.facts, this.encryption, own),
        tags: this.tags.of(component, logicalName),
      },
      context.options({ retainOnDelete: isProduction(this.facts), deleteBeforeReplace: true }),
    );
    return { name: group.name, arn: group.arn, ready: group };
  }
}

/** Retention and key of any log group of the stack. Days: the component's, else Observability's, else 90 in production and 30 elsewhere. */
export function logGroupSettings(
  facts: StackFacts,
  encryption: Encryption,
  ownDays?: number,
): Pick<aws.cloudwatch.LogGroupArgs, 'retentionInDays' | 'kmsKeyId'> {
  const { observability } = facts.infra;
  const days = ownDays ?? numberAt(observability, 'logs', 'retentionDays') ?? (isProduction(facts) ? 90 : 30);
  const allowed: readonly number[] = LOG_RETENTION_DAYS;
  if (!allowed.includes(days)) throw logRetentionNotAllowed(days, allowed);
  const sealed = (booleanAt(observability, 'logs', 'kmsEncrypted') ?? true) && encryption.keyArn !== undefined;
  return { retentionInDays: days, ...(sealed ? { kmsKeyId: encryption.keyArn } : {}) };
}
