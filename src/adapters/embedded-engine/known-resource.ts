import type { ResourceV3 } from '../../core/engine/deployment-v3.js';
import type { JournalEntry } from '../../core/engine/journal-entry.js';
import type { PropertyMap } from '../../core/engine/property-value.js';
import type { StateCodec } from './state-codec.js';

/** Where a resource's record stands: at an index of the base, or with the operation of this run that made it. */
export type Origin =
  | { readonly kind: 'base'; readonly index: number }
  | { readonly kind: 'made'; readonly operation: number };

/** A resource that is recorded, with its properties opened on demand. */
export class KnownResource {
  #inputs: PropertyMap | undefined;
  #outputs: PropertyMap | undefined;

  constructor(
    /** Changes when an unchanged resource's record is moved before one that depends on it. */
    public origin: Origin,
    public state: ResourceV3,
    private readonly codec: StateCodec,
    opened?: { readonly inputs: PropertyMap; readonly outputs: PropertyMap },
  ) {
    this.#inputs = opened?.inputs;
    this.#outputs = opened?.outputs;
  }

  get urn(): string {
    return this.state.urn;
  }

  get inputs(): PropertyMap {
    this.#inputs ??= this.codec.open(this.state.urn, this.state.inputs);
    return this.#inputs;
  }

  get outputs(): PropertyMap {
    this.#outputs ??= this.codec.open(this.state.urn, this.state.outputs);
    return this.#outputs;
  }

  /** Journal fields that take its record out. */
  get removal(): Pick<JournalEntry, 'removeOld' | 'removeNew'> {
    const { origin } = this;
    if (origin.kind === 'base') return { removeOld: origin.index, removeNew: null };
    return { removeOld: null, removeNew: origin.operation };
  }

  /** Journal fields that mark its record for deletion. */
  get deletion(): Pick<JournalEntry, 'deleteOld' | 'deleteNew'> {
    const { origin } = this;
    return origin.kind === 'base' ? { deleteOld: origin.index } : { deleteNew: origin.operation };
  }

  /** Journal fields that mark its record as deleted and to be made again. */
  get pendingReplacement(): Pick<JournalEntry, 'pendingReplacementOld' | 'pendingReplacementNew'> {
    const { origin } = this;
    if (origin.kind === 'base') return { pendingReplacementOld: origin.index };
    return { pendingReplacementNew: origin.operation };
  }
}
