import type { ObjectStore, ObjectWrite, StoredObject } from '../../../src/core/state/object-store.js';
import type { Version } from '../../../src/core/state/state-store.js';

/** Objects of a bucket in memory: what several clients of one process see. */
export class MemoryObjects implements ObjectStore {
  readonly stored = new Map<string, StoredObject>();
  #writes = 0;

  async read(key: string): Promise<StoredObject | undefined> {
    return this.stored.get(key);
  }

  async write({ key, text, expected }: ObjectWrite): Promise<Version | undefined> {
    if (this.stored.get(key)?.version !== expected) return undefined;
    this.#writes += 1;
    const version = `v${this.#writes}`;
    this.stored.set(key, { text, version });
    return version;
  }

  async list(prefix: string): Promise<readonly string[]> {
    return [...this.stored.keys()].filter((key) => key.startsWith(`${prefix}/`));
  }

  async remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.stored.delete(key);
  }

  describe(key: string): string {
    return `memory://${key}`;
  }
}
