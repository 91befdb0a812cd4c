import { existsSync } from 'node:fs';
import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { isPankaError } from '../../core/diagnostics/panka-error.js';
import { stateUnreadable, stateUnwritable } from '../../core/state/errors.js';
import type { ObjectStore, ObjectVersion, ObjectWrite, StoredObject } from '../../core/state/object-store.js';
import type { Version } from '../../core/state/state-store.js';
import { withGuard } from '../local-files/exclusive-guard.js';
import {
  contentVersion,
  createAtOnce,
  type Draft,
  isCode,
  makeDraft,
  readIfThere,
  removeLeftovers,
} from '../local-files/whole-file.js';

const PREVIOUS = '.bak';

/**
 * Objects as files below one folder of this machine. A new object is a complete file linked to its name, so of two writers one
 * wins; a replacement is compared and renamed under a guard. Needs a file system with hard links; not for folders that
 * several machines share.
 */
export class LocalObjects implements ObjectStore {
  readonly #root: string;
  readonly #drafts: string;
  #swept: Promise<void> | undefined;

  constructor(root: string) {
    this.#root = resolve(root);
    this.#drafts = join(this.#root, '.drafts');
  }

  async read(key: string): Promise<StoredObject | undefined> {
    const file = this.#file(key);
    const text = await readIfThere(file).catch((error: unknown) => Promise.reject(stateUnreadable(file, error)));
    return text === undefined ? undefined : { text, version: contentVersion(text) };
  }

  async write(write: ObjectWrite): Promise<Version | undefined> {
    return this.#writing(async () => {
      this.#swept ??= removeLeftovers(this.#drafts);
      await this.#swept;
      if (write.expected === undefined && !write.durable) return this.#create(write);
      const draft = await makeDraft({ folder: this.#drafts, text: write.text, durable: write.durable });
      try {
        const done =
          write.expected === undefined ? await draft.linkTo(this.#file(write.key)) : await this.#replace(write, draft);
        return done ? contentVersion(write.text) : undefined;
      } finally {
        await draft.discard();
      }
    });
  }

  async list(prefix: string): Promise<readonly string[]> {
    const folder = this.#file(prefix);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) =>
      isCode(error, 'ENOENT') ? [] : Promise.reject(stateUnreadable(folder, error)),
    );
    return entries
      .filter((entry) => entry.isFile() && !entry.name.endsWith(PREVIOUS))
      .map((entry) => relative(this.#root, join(entry.parentPath, entry.name)).split(sep).join('/'));
  }

  async remove(keys: readonly string[]): Promise<void> {
    await this.#writing(async () => {
      for (const key of keys) await rm(this.#file(key), { force: true });
      for (const folder of new Set(keys.map((key) => dirname(this.#file(key))))) await removeEmpty(folder, this.#root);
    });
  }

  describe(key: string): string {
    return this.#file(key);
  }

  putBack(key: string): readonly string[] {
    const file = this.#file(key);
    return existsSync(`${file}${PREVIOUS}`) ? [`cp "${file}${PREVIOUS}" "${file}"`] : [];
  }

  /** Every step of a deployment waits for two of these. */
  #create({ key, text }: ObjectWrite): Version | undefined {
    return createAtOnce({ folder: this.#drafts, text, target: this.#file(key) }) ? contentVersion(text) : undefined;
  }

  /** The present one, and the one before where `keepPrevious` has kept it. */
  async versions(key: string): Promise<readonly ObjectVersion[]> {
    const [current, previous] = [this.#file(key), `${this.#file(key)}${PREVIOUS}`];
    const found = await Promise.all(
      [current, previous].map(async (file) => {
        const facts = await stat(file).catch((error: unknown) =>
          isCode(error, 'ENOENT') ? undefined : Promise.reject(stateUnreadable(file, error)),
        );
        if (facts === undefined) return [];
        const id = file === current ? 'current' : 'previous';
        return [{ id, at: facts.mtime.toISOString(), bytes: facts.size, isCurrent: file === current }];
      }),
    );
    return found.flat();
  }

  readVersion(key: string, id: string): Promise<string | undefined> {
    const file = id === 'previous' ? `${this.#file(key)}${PREVIOUS}` : this.#file(key);
    return readIfThere(file).catch((error: unknown) => Promise.reject(stateUnreadable(file, error)));
  }

  #replace(write: ObjectWrite, draft: Draft): Promise<boolean> {
    const file = this.#file(write.key);
    const guard = { folder: join(this.#root, '.guards'), drafts: this.#drafts, name: write.key };
    return withGuard(guard, async () => {
      const stored = await readIfThere(file);
      if (stored === undefined || contentVersion(stored) !== write.expected) return false;
      if (write.keepPrevious === true) await this.#keep(file, stored);
      await draft.renameTo(file);
      return true;
    });
  }

  async #keep(file: string, stored: string): Promise<void> {
    const previous = await makeDraft({ folder: this.#drafts, text: stored, durable: false });
    await previous.renameTo(`${file}${PREVIOUS}`);
  }

  async #writing<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw isPankaError(error) ? error : stateUnwritable(this.#root, error);
    }
  }

  #file(key: string): string {
    return join(this.#root, ...key.split('/'));
  }
}

/** Removes the folder and those above it, as far as they are empty. */
async function removeEmpty(folder: string, root: string): Promise<void> {
  for (let at = folder; at.length > root.length; at = dirname(at)) {
    try {
      await rmdir(at);
    } catch (error) {
      if (isCode(error, 'ENOTEMPTY', 'EEXIST')) return;
      if (!isCode(error, 'ENOENT')) throw error;
    }
  }
}
