import { isPankaError } from '../diagnostics/panka-error.js';
import { journalSealed, stateConflict, stateCorrupt, stateFenced } from './errors.js';
import { HISTORY_DAYS } from './object-history-store.js';
import type { JournalSlot } from './object-keys.js';
import type { RecordedUpdate, UpdateMeta } from './state-store.js';
import {
  type Batch,
  isSeal,
  type Owner,
  type Seal,
  type SlotBody,
  UpdateObjects,
  type UpdateObjectsOptions,
} from './update-objects.js';

export interface ObjectUpdatesOptions extends UpdateObjectsOptions {
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Whether the head points past this update, so that its journal may be gone. */
  readonly isApplied: (update: number) => Promise<boolean>;
}

/** Seals of taken-over journals are kept as long as the history: a late writer must find its slot taken. */
const SEALS_KEPT_MS = HISTORY_DAYS * 24 * 60 * 60 * 1000;

/** The updates of one unit, by the rules of the journal: a slot is written once, and who seals one ends it for its writer. */
export class ObjectUpdates {
  readonly #options: ObjectUpdatesOptions;
  readonly #stored: UpdateObjects;

  constructor(options: ObjectUpdatesOptions) {
    this.#options = options;
    this.#stored = new UpdateObjects(options);
  }

  async claim(meta: UpdateMeta): Promise<void> {
    if (await this.#stored.putMeta(meta)) return;
    const place = this.#stored.describe(this.#stored.metaKey(meta.update));
    throw stateConflict(place, `update ${meta.update} was begun by another run`);
  }

  async append(slot: JournalSlot, batch: Batch): Promise<void> {
    if (await this.#stored.putSlot(slot, batch)) return;
    const taken = await this.#stored.readSlot(slot);
    const by = isSeal(taken) ? taken.seal.run : (taken?.run ?? 'unknown');
    throw journalSealed(this.#stored.describe(this.#stored.slotKey(slot)), by);
  }

  /** Who began it; undefined when it is gone. */
  async ownerOf(update: number): Promise<Owner | undefined> {
    return this.#unlessApplied(update, () => this.#stored.readMeta(update));
  }

  async read(after: number): Promise<readonly RecordedUpdate[]> {
    const slots = await this.#stored.list((update) => update > after);
    const updates = [...slots].map(([update, ks]) =>
      this.#unlessApplied(update, () => this.#readUpdate(update, ks.at(-1) ?? 0)),
    );
    return (await Promise.all(updates)).filter((update) => update !== undefined);
  }

  /** In metas, entries and seals; 0 when there are none. What was pruned but for its seals, or came late after that, has no meta. */
  async highestFence(after: number): Promise<number> {
    const slots = await this.#stored.list((update) => update > after);
    const fences = [...slots].map(([update, ks]) =>
      this.#unlessApplied(update, async () => {
        const k = ks.at(-1);
        const [meta, last] = await Promise.all([
          this.#stored.findMeta(update),
          k === undefined ? undefined : this.#stored.readSlot({ update, k }),
        ]);
        return Math.max(meta?.fence ?? 0, (isSeal(last) ? last.seal.fence : last?.fence) ?? 0);
      }),
    );
    return Math.max(0, ...(await Promise.all(fences)).map((fence) => fence ?? 0));
  }

  /**
   * Takes the next free slot. A writer that appends without a break could stay ahead of us for ever, so after a lost race we
   * take a slot further ahead and fill those below it down to the writer's last: it meets the first of them.
   */
  async seal(update: number, by: Owner): Promise<void> {
    const meta = await this.#unlessApplied(update, () => this.#stored.readMeta(update));
    if (meta === undefined) return;
    if (meta.fence > by.fence) throw this.#fenced(update, by, meta.fence);
    const seal = { seal: { ...by, at: new Date(this.#options.now()).toISOString() } };
    const last = (await this.#stored.list((n) => n === update)).get(update)?.at(-1) ?? 0;
    if (last > 0 && (await this.#isSealed({ update, k: last }, by)))
      return this.#fillDown({ update, k: last - 1 }, seal);
    for (let next = last + 1, lead = 0; ; lead = 2 * lead + 1) {
      const top = { update, k: next + lead };
      const isOurs = await this.#stored.putSlot(top, seal);
      if (isOurs || (await this.#isSealed(top, by))) return this.#fillDown({ update, k: top.k - 1 }, seal);
      next = top.k + 1;
    }
  }

  async prune(upTo: number): Promise<void> {
    const gone: string[] = [];
    for (const [update, ks] of await this.#stored.list((n) => n <= upTo)) {
      const kept = await this.#sealsToKeep(update, ks);
      gone.push(this.#stored.metaKey(update));
      gone.push(...ks.filter((k) => !kept.has(k)).map((k) => this.#stored.slotKey({ update, k })));
    }
    await this.#stored.remove(gone);
  }

  describe(update: number): string {
    return this.#stored.describeUpdate(update);
  }

  async #readUpdate(update: number, last: number): Promise<RecordedUpdate> {
    const meta = await this.#stored.readMeta(update);
    const slots = Array.from({ length: last }, (_, index) => this.#stored.readSlot({ update, k: index + 1 }));
    const bodies = await Promise.all(slots);
    const end = bodies.findIndex((body) => body === undefined || isSeal(body));
    const written = (end < 0 ? bodies : bodies.slice(0, end)) as Batch[];
    // Behind the entries there may be seals, and gaps where a sealer was killed or is not done; never entries.
    const stray = end < 0 ? -1 : bodies.findIndex((body, index) => index > end && body !== undefined && !isSeal(body));
    if (stray >= 0) throw this.#strayEntry(update, { slot: stray + 1, end: end + 1, isGap: bodies[end] === undefined });
    const seal = bodies[end];
    const entries = written.flatMap((batch) => batch.entries);
    if (!isSeal(seal)) return { meta, entries, sealed: false };
    return { meta, entries, sealed: true, sealedBy: { fence: seal.seal.fence, run: seal.seal.run } };
  }

  #strayEntry(update: number, at: { slot: number; end: number; isGap: boolean }): Error {
    const why = at.isGap
      ? `slot ${at.end} of its journal is missing`
      : `slot ${at.slot} of its journal was written after the seal`;
    return stateCorrupt(this.describe(update), why);
  }

  async #fillDown(from: JournalSlot, seal: Seal): Promise<void> {
    for (let k = from.k; k > 0; k -= 1) {
      const slot = { update: from.update, k };
      if (!(await this.#stored.putSlot(slot, seal)) && !isSeal(await this.#stored.readSlot(slot))) return;
    }
  }

  async #isSealed(slot: JournalSlot, by: Owner): Promise<boolean> {
    const body = await this.#stored.readSlot(slot);
    if (!isSeal(body)) return false;
    if (body.seal.fence > by.fence) throw this.#fenced(slot.update, by, body.seal.fence);
    return true;
  }

  /** Seals stand last, so it reads backwards to the first entry. */
  async #sealsToKeep(update: number, ks: readonly number[]): Promise<ReadonlySet<number>> {
    const kept = new Set<number>();
    for (const k of [...ks].reverse()) {
      const body = await this.#readableSlot({ update, k });
      if (!isSeal(body)) break;
      if (this.#options.now() - Date.parse(body.seal.at) < SEALS_KEPT_MS) kept.add(k);
    }
    return kept;
  }

  /** The update is in the checkpoint, so a damaged entry of it is as good as an entry. */
  #readableSlot(slot: JournalSlot): Promise<SlotBody | undefined> {
    return this.#stored.readSlot(slot).catch((error: unknown) => {
      if (isPankaError(error) && error.code === 'StateCorrupt') return undefined;
      throw error;
    });
  }

  /** A journal that its writer finishes and prunes while we read it looks damaged, but is not. */
  async #unlessApplied<T>(update: number, read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      const isDamaged = isPankaError(error) && error.code === 'StateCorrupt';
      if (isDamaged && (await this.#options.isApplied(update))) return undefined;
      throw error;
    }
  }

  #fenced(update: number, by: Owner, stored: number): Error {
    return stateFenced(this.describe(update), { ours: by.fence, stored });
  }
}
