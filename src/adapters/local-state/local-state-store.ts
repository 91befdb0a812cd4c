import { ObjectStateStore, type ObjectStateStoreOptions } from '../../core/state/object-state-store.js';
import { LocalObjects } from './local-objects.js';

export interface LocalStateStoreOptions extends Pick<ObjectStateStoreOptions, 'now'> {
  /** The state folder; made with mode 0700 by the first write. */
  readonly folder: string;
  /**
   * Flush each journal batch to the disk. Without it (default) the journal survives a killed process, but the last seconds of
   * it not a power cut; head and checkpoint are always flushed.
   */
  readonly fsync?: boolean;
}

/** State in a folder of this machine: the layout of `object-keys.ts`, files of mode 0600. */
export class LocalStateStore extends ObjectStateStore {
  constructor(options: LocalStateStoreOptions) {
    super(new LocalObjects(options.folder), { durableJournal: options.fsync ?? false, now: options.now });
  }
}
