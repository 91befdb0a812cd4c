import type { DeclaredResource } from '../engine/deployment-engine.js';
import type { PropertyMap } from '../engine/property-value.js';
import { type PlanRequest, type Preview, planOf, previewDeployment } from '../execution/plan-deployment.js';
import { isComponentResource } from '../plan/build-plan.js';
import type { Plan } from '../plan/plan.js';
import { nameOfUrn, ownerOfUrn } from '../plan/resource-owner.js';
import { type PlacedId, unreadIdsOf } from './errors.js';
import { importsOf } from './imports.js';

export interface FindExistingRequest extends PlanRequest {
  /** Address of the component whose resources are looked for. */
  readonly component: string;
  /** Ids that are known, by logical name. */
  readonly given: ReadonlyMap<string, string>;
}

export interface FoundResource {
  readonly name: string;
  readonly type: string;
  readonly id: string;
  /** `given`, `manifest` or `found`. */
  readonly by: 'given' | 'manifest' | 'found';
}

export interface FoundExisting {
  readonly found: readonly FoundResource[];
  /** Would be made; several ids where it cannot be told which of them it is. */
  readonly missing: readonly { readonly name: string; readonly type: string; readonly candidates: readonly string[] }[];
  /** Deployed already. */
  readonly deployed: readonly string[];
  /** What an apply with these ids would do. */
  readonly plan: Plan;
}

/**
 * Looks for what the resources of a component stand for. A preview that takes over what is known tells the inputs of what depends
 * on it, so that this can be looked for next, until nothing more is found. Reads only. Throws what a preview throws.
 */
export async function findExisting(request: FindExistingRequest): Promise<FoundExisting> {
  return new Search(request).run();
}

class Search {
  private readonly imports: Map<string, PlacedId>;
  private readonly inManifest: ReadonlySet<string>;
  /** Ids that cannot be read. */
  private readonly wrong = new Set<string>();
  private readonly candidates = new Map<string, readonly string[]>();
  /** Inputs that were looked for already, by name. */
  private readonly looked = new Map<string, string>();

  constructor(private readonly request: FindExistingRequest) {
    const named = importsOf(request.desired.application, request.base);
    this.inManifest = new Set(named.keys());
    this.imports = new Map(named);
    const { component } = request;
    for (const [name, id] of request.given) this.imports.set(name, { name, id, component, source: undefined });
  }

  async run(): Promise<FoundExisting> {
    for (;;) {
      const preview = await this.preview();
      if (!(await this.lookFurther(preview))) return this.result(preview, await planOf(this.request, preview));
    }
  }

  /** An id that was only found, and cannot be read, is none. */
  private async preview(): Promise<Preview> {
    for (;;) {
      try {
        return await previewDeployment({ ...this.request, imports: this.imports });
      } catch (error) {
        const unread = unreadIdsOf(error).filter(({ name }) => this.origin(name) === 'found');
        if (unread.length === 0) throw error;
        for (const { name, id } of unread) {
          this.wrong.add(`${name} ${id}`);
          this.imports.delete(name);
        }
      }
    }
  }

  /** False: nothing more was found. */
  private async lookFurther({ steps, declared }: Preview): Promise<boolean> {
    const { component, runtime } = this.request;
    const made = new Set(steps.filter(({ op, phase }) => op === 'create' && phase === 'planned').map(({ urn }) => urn));
    let isMore = false;
    for (const resource of declared) {
      const { name, urn, type, inputs } = resource;
      if (ownerOfUrn(urn) !== component || !made.has(urn) || !this.isNew(resource)) continue;
      const ids = await runtime.findExisting({ urn, type, inputs: inputs as PropertyMap });
      const usable = ids.filter((id) => !this.wrong.has(`${name} ${id}`) && !this.isTaken(type, id));
      const [id, ...others] = usable;
      this.candidates.set(name, usable);
      if (id === undefined || others.length > 0) continue;
      this.imports.set(name, { name, id, component, source: undefined });
      isMore = true;
    }
    return isMore;
  }

  private isNew({ name, inputs }: DeclaredResource): boolean {
    const text = JSON.stringify(inputs);
    if (this.looked.get(name) === text) return false;
    this.looked.set(name, text);
    return true;
  }

  /** What is deployed as something else cannot be this one. */
  private isTaken(type: string, id: string): boolean {
    return (this.request.base?.resources ?? []).some(
      (one) => one.type === type && (one.id === id || one.importID === id),
    );
  }

  private result({ steps, declared }: Preview, plan: Plan): FoundExisting {
    const own = declared.filter(({ urn }) => ownerOfUrn(urn) === this.request.component);
    const made = new Set(steps.filter(({ op }) => op === 'create').map(({ urn }) => urn));
    return {
      found: own.flatMap(({ name, type }) => {
        const known = this.imports.get(name);
        return known === undefined ? [] : [{ name, type, id: known.id, by: this.origin(name) }];
      }),
      missing: own
        .filter(({ urn, type }) => made.has(urn) && !isComponentResource(type))
        .map(({ name, type }) => ({ name, type, candidates: this.candidates.get(name) ?? [] })),
      deployed: (this.request.base?.resources ?? [])
        .filter(({ urn, custom }) => custom && ownerOfUrn(urn) === this.request.component)
        .map(({ urn }) => nameOfUrn(urn)),
      plan,
    };
  }

  private origin(name: string): FoundResource['by'] {
    if (this.request.given.has(name)) return 'given';
    return this.inManifest.has(name) ? 'manifest' : 'found';
  }
}
