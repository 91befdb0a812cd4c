import * as pulumi from '@pulumi/pulumi';
import { SHARED } from '../../core/plan/resource-owner.js';
import { booleanAt } from './infra-json.js';
import { HashedNames } from './names.js';
import { isProduction, type StackFacts } from './stack-facts.js';
import { PankaTags } from './tags.js';

/** The component resource above everything that a stack shares. */
export class SharedStack extends pulumi.ComponentResource {
  constructor() {
    super('panka:shared:Stack', SHARED);
  }
}

/** What every declaration of a shared resource needs: logical names, options, tags, physical names. */
export class SharedDeclaration {
  readonly names: HashedNames;
  readonly tags: PankaTags;

  constructor(
    readonly facts: StackFacts,
    private readonly parent: pulumi.ComponentResource,
  ) {
    this.names = new HashedNames(facts);
    this.tags = new PankaTags(facts);
  }

  /** `shared/<part>`. */
  logicalName(part: string): string {
    return `${SHARED}/${part}`;
  }

  tagsOf(part: string): Record<string, string> {
    return this.tags.shared(this.logicalName(part));
  }

  options(extra: pulumi.CustomResourceOptions = {}): pulumi.CustomResourceOptions {
    return pulumi.mergeOptions({ parent: this.parent }, extra);
  }

  /** Options of a look-up: the provider of the stack. */
  lookupOptions(): pulumi.InvokeOutputOptions {
    return { parent: this.parent };
  }

  /** InfraDefaults.deletionProtection, which is on in production. */
  get protectsData(): boolean {
    return booleanAt(this.facts.infra.defaults, 'deletionProtection') ?? isProduction(this.facts);
  }

  /** For what cannot be made again: protected where the stack protects its data. */
  dataOptions(extra: pulumi.CustomResourceOptions = {}): pulumi.CustomResourceOptions {
    return this.options(this.protectsData ? { ...extra, protect: true } : extra);
  }
}
