import { GLOBAL_REGION, keyOf, type StoredResource } from './stored-resource.js';

/** Resources by type, region and id, and by any other key that a user of the store asks for. All look-ups take constant time. */
export class ResourceIndex {
  private readonly byKey = new Map<string, StoredResource>();
  private readonly byType = new Map<string, Map<string, StoredResource>>();
  private readonly byId = new Map<string, Set<string>>();
  private readonly secondary: SecondaryIndex[] = [];
  /** Lists that were asked for since the last change of their type: models ask for the same ones over and over. */
  private readonly lists = new Map<string, Map<string, readonly StoredResource[]>>();

  get size(): number {
    return this.byKey.size;
  }

  all(): Iterable<StoredResource> {
    return this.byKey.values();
  }

  at(key: string): StoredResource | undefined {
    return this.byKey.get(key);
  }

  /** In that region or global; else, as ARNs are ids too, wherever there is one. */
  get(type: string, id: string, region?: string): StoredResource | undefined {
    const keys = this.byId.get(`${type}|${id}`);
    if (keys === undefined) return undefined;
    const exact = region === undefined ? undefined : this.byKey.get(keyOf({ type, region, id }));
    const [first] = keys;
    return exact ?? this.byKey.get(keyOf({ type, region: GLOBAL_REGION, id })) ?? this.byKey.get(first!);
  }

  list(type: string, region?: string): readonly StoredResource[] {
    const known = childMap(this.lists, type);
    const list = known.get(region ?? '') ?? this.select(type, region);
    known.set(region ?? '', list);
    return list;
  }

  private select(type: string, region: string | undefined): readonly StoredResource[] {
    const all = [...(this.byType.get(type)?.values() ?? [])];
    return region === undefined ? all : all.filter((r) => r.region === region || r.region === GLOBAL_REGION);
  }

  put(resource: StoredResource): void {
    const key = keyOf(resource);
    this.remove(key);
    this.lists.delete(resource.type);
    this.byKey.set(key, resource);
    childMap(this.byType, resource.type).set(key, resource);
    childSet(this.byId, `${resource.type}|${resource.id}`).add(key);
    for (const index of this.secondary) index.add(resource, key);
  }

  remove(key: string): StoredResource | undefined {
    const old = this.byKey.get(key);
    if (old === undefined) return undefined;
    this.lists.delete(old.type);
    this.byKey.delete(key);
    this.byType.get(old.type)?.delete(key);
    const ids = this.byId.get(`${old.type}|${old.id}`);
    ids?.delete(key);
    if (ids?.size === 0) this.byId.delete(`${old.type}|${old.id}`);
    for (const index of this.secondary) index.drop(old, key);
    return old;
  }

  clear(): void {
    for (const key of [...this.byKey.keys()]) this.remove(key);
  }

  /** A look-up by a key of one's own; resources for which `keyFor` is undefined are left out. */
  by(keyFor: (resource: StoredResource) => string | undefined): (key: string) => readonly StoredResource[] {
    const index = new SecondaryIndex(keyFor);
    for (const [key, resource] of this.byKey) index.add(resource, key);
    this.secondary.push(index);
    return (wanted) => [...index.keys(wanted)].map((key) => this.byKey.get(key)!);
  }
}

class SecondaryIndex {
  private readonly entries = new Map<string, Set<string>>();

  constructor(private readonly keyFor: (resource: StoredResource) => string | undefined) {}

  keys(wanted: string): Iterable<string> {
    return this.entries.get(wanted) ?? [];
  }

  add(resource: StoredResource, key: string): void {
    const own = this.keyFor(resource);
    if (own !== undefined) childSet(this.entries, own).add(key);
  }

  drop(resource: StoredResource, key: string): void {
    const own = this.keyFor(resource);
    if (own === undefined) return;
    const keys = this.entries.get(own);
    keys?.delete(key);
    if (keys?.size === 0) this.entries.delete(own);
  }
}

function childMap<T>(map: Map<string, Map<string, T>>, key: string): Map<string, T> {
  const child = map.get(key) ?? new Map<string, T>();
  map.set(key, child);
  return child;
}

function childSet(map: Map<string, Set<string>>, key: string): Set<string> {
  const child = map.get(key) ?? new Set<string>();
  map.set(key, child);
  return child;
}
