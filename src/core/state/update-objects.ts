import type { JournalEntry } from '../engine/journal-entry.js';
import { stateCorrupt } from './errors.js';
import { type ObjectIdentity, unwrapObject, wrapObject } from './object-envelope.js';
import { type JournalSlot, journalKey, metaKey, parseUpdateKey, updatesFolder } from './object-keys.js';
import type { ObjectStore } from './object-store.js';
import type { StateAddress, UpdateMeta } from './state-store.js';

/** Who wrote a journal object. */
export interface Owner {
  readonly fence: number;
  readonly run: string;
}

export interface Batch extends Owner {
  readonly entries: readonly JournalEntry[];
}

/** Ends the journal for its writer. */
export interface Seal {
  /** `at`: ISO time. */
  readonly seal: Owner & { readonly at: string };
}

/** One journal object. */
export type SlotBody = Batch | Seal;

export function isSeal(body: SlotBody | undefined): body is Seal {
  return body !== undefined && 'seal' in body;
}

export interface UpdateObjectsOptions {
  readonly objects: ObjectStore;
  readonly at: StateAddress;
  readonly unit: string;
  /** Whether journal objects survive a power cut. */
  readonly durable: boolean;
}

/** Reads and writes the objects of one unit's updates: `updates/{n}/meta.json` and `updates/{n}/journal/{k}`. */
export class UpdateObjects {
  readonly #options: UpdateObjectsOptions;

  constructor(options: UpdateObjectsOptions) {
    this.#options = options;
  }

  /** False when another run's is there. */
  putMeta(meta: UpdateMeta): Promise<boolean> {
    return this.#writeOnce(this.metaKey(meta.update), wrapObject(this.#identity('update'), meta, true));
  }

  async readMeta(update: number): Promise<UpdateMeta> {
    const meta = await this.findMeta(update);
    if (meta !== undefined) return meta;
    throw stateCorrupt(this.describe(this.metaKey(update)), 'it is missing, though its journal is there');
  }

  async findMeta(update: number): Promise<UpdateMeta | undefined> {
    const place = this.describe(this.metaKey(update));
    const stored = await this.#options.objects.read(this.metaKey(update));
    if (stored === undefined) return undefined;
    const body = unwrapObject(stored.text, this.#identity('update'), { place });
    const { object: _, format: __, stack: ___, environment: ____, unit: _____, ...meta } = body;
    return meta as unknown as UpdateMeta;
  }

  /** False when another's object is in the slot. */
  putSlot(slot: JournalSlot, body: SlotBody): Promise<boolean> {
    return this.#writeOnce(this.slotKey(slot), wrapObject(this.#identity('journal'), { ...slot, ...body }, false));
  }

  async readSlot(slot: JournalSlot): Promise<SlotBody | undefined> {
    const stored = await this.#options.objects.read(this.slotKey(slot));
    if (stored === undefined) return undefined;
    const place = this.describe(this.slotKey(slot));
    return unwrapObject(stored.text, this.#identity('journal'), { place }) as unknown as SlotBody;
  }

  /** Slot numbers by update, both ascending. A listing may miss what is written while it is made. */
  async list(wanted: (update: number) => boolean): Promise<Map<number, number[]>> {
    const { objects, at, unit } = this.#options;
    const slots = new Map<number, number[]>();
    for (const key of await objects.list(updatesFolder(at, unit))) {
      const part = parseUpdateKey(key);
      if (part === undefined || !wanted(part.update)) continue;
      const ks = slots.get(part.update) ?? [];
      slots.set(part.update, part.k === undefined ? ks : [...ks, part.k]);
    }
    for (const ks of slots.values()) ks.sort((a, b) => a - b);
    return new Map([...slots].sort(([a], [b]) => a - b));
  }

  remove(keys: readonly string[]): Promise<void> {
    return this.#options.objects.remove(keys);
  }

  describe(key: string): string {
    return this.#options.objects.describe(key);
  }

  describeUpdate(update: number): string {
    return this.describe(`${updatesFolder(this.#options.at, this.#options.unit)}/${update}`);
  }

  metaKey(update: number): string {
    return metaKey(this.#options.at, this.#options.unit, update);
  }

  slotKey(slot: JournalSlot): string {
    return journalKey(this.#options.at, this.#options.unit, slot);
  }

  /** Our own text under the key is the lost reply of our own write. */
  async #writeOnce(key: string, text: string): Promise<boolean> {
    const { objects, durable } = this.#options;
    if ((await objects.write({ key, text, expected: undefined, durable })) !== undefined) return true;
    return (await objects.read(key))?.text === text;
  }

  #identity(object: 'update' | 'journal'): ObjectIdentity {
    return { object, at: this.#options.at, unit: this.#options.unit };
  }
}
