import type { Version } from './state-store.js';

export interface StoredObject {
  readonly text: string;
  readonly version: Version;
}

export interface ObjectWrite {
  readonly key: string;
  readonly text: string;
  /** The version to replace; undefined: the object must not exist. */
  readonly expected: Version | undefined;
  /** Must survive a power cut once `write` has resolved (where the store can choose). */
  readonly durable: boolean;
  /** Keep the replaced version where a person finds it. */
  readonly keepPrevious?: boolean;
}

/** One version of an object, where a store keeps those that were replaced. */
export interface ObjectVersion {
  /** Opaque; not the `Version` that a write names. */
  readonly id: string;
  /** ISO time of the write. */
  readonly at: string;
  readonly bytes: number;
  readonly isCurrent: boolean;
}

/**
 * The few operations that a `StateStore` needs of a folder or a bucket. Keys are `/`-separated. A write is visible whole or
 * not at all, also under its final name. All rules (checksums, fences, journal) are above it, once for every store.
 */
export interface ObjectStore {
  /** Undefined: there is no such object. Anything else that keeps it from being read is an error. */
  read(key: string): Promise<StoredObject | undefined>;
  /** The new version, or undefined when the stored version is not `expected`. Atomic between processes. */
  write(write: ObjectWrite): Promise<Version | undefined>;
  /** Keys of all objects below the folder `prefix`, in no particular order. Empty when there is none. */
  list(prefix: string): Promise<readonly string[]>;
  /** Removes objects; one that is gone already is no error. */
  remove(keys: readonly string[]): Promise<void>;
  /** Where a person finds it. */
  describe(key: string): string;
  /** Commands that put back the version before this one; empty where there is none. */
  putBack?(key: string): readonly string[];
  /** Versions that are kept, newest first. For people, and for repairs; nothing else relies on them. */
  versions?(key: string): Promise<readonly ObjectVersion[]>;
  /** Undefined: that version is gone. */
  readVersion?(key: string, id: string): Promise<string | undefined>;
}
