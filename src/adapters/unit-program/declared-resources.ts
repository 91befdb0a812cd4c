import * as pulumi from '@pulumi/pulumi';
import type { Imports } from '../../core/adoption/imports.js';
import { isComponentResource } from '../../core/plan/build-plan.js';
import { declaredTwice } from './errors.js';

/** Outputs know their promise, but the type does not say so. */
interface Awaitable<T> {
  promise(withUnknowns?: boolean): Promise<T>;
}

export function promiseOf<T>(output: pulumi.Output<T>): Promise<T> {
  return (output as unknown as Awaitable<T>).promise();
}

interface Declared {
  readonly resource: pulumi.Resource;
  readonly name: string;
}

/** Collects every resource that the program declares, by its logical name's owner. One per program run. */
export class DeclaredResources {
  private readonly byOwner = new Map<string, Declared[]>();
  private readonly names = new Set<string>();

  constructor(
    private readonly ownerOf: (logicalName: string) => string | undefined,
    imports: Imports = new Map(),
  ) {
    pulumi.runtime.registerStackTransformation(({ name, type, resource, props, opts }) => {
      this.add(name, type, resource);
      const existing = isComponentResource(type) ? undefined : imports.get(name);
      return existing && { props, opts: { ...opts, import: existing.id } };
    });
  }

  private add(name: string, type: string, resource: pulumi.Resource): void {
    const owner = this.ownerOf(name);
    if (owner === undefined) return;
    if (!isComponentResource(type)) {
      if (this.names.has(name)) throw declaredTwice(owner, type, name);
      this.names.add(name);
    }
    const list = this.byOwner.get(owner);
    if (list === undefined) this.byOwner.set(owner, [{ resource, name }]);
    else list.push({ resource, name });
  }

  /**
   * Waits until every resource of an owner is registered, also those declared while waiting. Waits on URNs: values may be
   * unknown in a preview and would never come. Rejects with the first failure.
   */
  async settled(owner: string): Promise<void> {
    let from = 0;
    for (let list = this.of(owner); from < list.length; list = this.of(owner)) {
      const batch = list.slice(from);
      from = list.length;
      const results = await Promise.allSettled(batch.map(({ resource }) => promiseOf(resource.urn)));
      const failure = results.find((r): r is PromiseRejectedResult => r.status === 'rejected');
      if (failure !== undefined) throw failure.reason;
    }
  }

  /** Custom resources of an owner with their names, once settled. */
  customOf(owner: string): readonly { name: string; resource: pulumi.CustomResource }[] {
    return this.of(owner).flatMap(({ name, resource }) =>
      pulumi.CustomResource.isInstance(resource) ? [{ name, resource }] : [],
    );
  }

  private of(owner: string): readonly Declared[] {
    return this.byOwner.get(owner) ?? [];
  }
}
