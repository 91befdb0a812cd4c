import * as pulumi from '@pulumi/pulumi';
import type {
  AccessLevel,
  ComponentOf,
  Consumption,
  Contribution,
  IncomingReference,
  ProvidedComponent,
  ResolvedReference,
  TranslateContext,
} from '../../sdk/index.js';
import type { DeclaredResources } from './declared-resources.js';
import { notReferenced, outputNotPublished } from './errors.js';
import { componentOptions, dataOptions } from './resource-options.js';

const STRENGTH: readonly AccessLevel[] = ['connect', 'read', 'write', 'admin'];

/** What all contexts of one run share. */
export interface RunState {
  readonly components: ReadonlyMap<string, ComponentOf>;
  /** References to a component, in order of address and path. */
  readonly incoming: ReadonlyMap<string, readonly IncomingReference[]>;
  readonly provided: Map<string, ProvidedComponent>;
  readonly contributions: Map<string, Contribution[]>;
  readonly declared: DeclaredResources;
  readonly preview: boolean;
}

/** The TranslateContext of one component. */
export class ComponentContext implements TranslateContext {
  readonly consumed: readonly Consumption[];
  readonly incoming: readonly IncomingReference[];
  readonly preview: boolean;

  constructor(
    readonly subject: ComponentOf,
    private readonly parent: pulumi.ComponentResource,
    private readonly run: RunState,
  ) {
    this.preview = run.preview;
    this.consumed = this.consumptions();
    this.incoming = run.incoming.get(subject.address) ?? [];
  }

  logicalName(part?: string): string {
    return part === undefined ? this.subject.address : `${this.subject.address}/${part}`;
  }

  options(extra: pulumi.CustomResourceOptions = {}): pulumi.CustomResourceOptions {
    return pulumi.mergeOptions({ parent: this.parent, ...componentOptions(this.subject) }, extra);
  }

  dataOptions(extra: pulumi.CustomResourceOptions = {}): pulumi.CustomResourceOptions {
    return this.options(pulumi.mergeOptions(dataOptions(this.subject), extra));
  }

  component(address: string): ComponentOf {
    const found = this.run.components.get(address);
    if (found === undefined) throw notReferenced(this.subject.address, address);
    return found;
  }

  provided(address: string): ProvidedComponent {
    const found = this.run.provided.get(address);
    if (found === undefined || !this.refersTo(address)) throw notReferenced(this.subject.address, address);
    return found;
  }

  private refersTo(address: string): boolean {
    return (
      this.subject.references.some((r) => r.to === address) ||
      this.incoming.some((r) => r.from === address && r.reference.edge === 'neededBy')
    );
  }

  output(address: string, output: string): pulumi.Output<unknown> {
    const value = this.provided(address).outputs[output];
    if (value === undefined) throw outputNotPublished(this.subject.address, { address, output });
    return value;
  }

  contribute(to: string, type: string, value: unknown): void {
    const list = this.run.contributions.get(to) ?? [];
    this.run.contributions.set(to, [...list, { from: this.subject.address, type, value }]);
  }

  /** One per provider: the strongest access wins, and a binding's injection over a valueFrom's. */
  private consumptions(): Consumption[] {
    const strongest = new Map<string, ResolvedReference & { access: AccessLevel }>();
    for (const reference of this.subject.references) {
      const { access } = reference;
      if (access === undefined || !this.run.provided.has(reference.to)) continue;
      const before = strongest.get(reference.to);
      const merged = before === undefined ? { ...reference, access } : stronger(before, { ...reference, access });
      strongest.set(reference.to, merged);
    }
    return [...strongest.values()].flatMap((reference) => {
      const provider = this.run.provided.get(reference.to);
      return provider === undefined ? [] : [{ reference, provider, access: reference.access }];
    });
  }
}

type Granting = ResolvedReference & { access: AccessLevel };

function stronger(a: Granting, b: Granting): Granting {
  // A binding states what is wanted and so overrides what a valueFrom would grant by default.
  if (a.via === 'binding' && b.via === 'valueFrom') return a;
  if (b.via === 'binding' && a.via === 'valueFrom') return b;
  const [base, other] = STRENGTH.indexOf(a.access) >= STRENGTH.indexOf(b.access) ? [a, b] : [b, a];
  return { ...base, inject: base.inject || other.inject };
}
