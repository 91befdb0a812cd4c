import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { JournalSpool, SpooledBatch, SpooledUnit } from '../../core/state/journal-spool.js';
import { unwrapObject, wrapObject } from '../../core/state/object-envelope.js';
import { isCode, readIfThere } from '../local-files/whole-file.js';

/** One file for each update, a batch a line, each with its checksum. For its owner's eyes alone; secrets in it are sealed. */
export class FileJournalSpool implements JournalSpool {
  readonly #folder: string;

  /** `folder` belongs to one store: another bucket has another. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async keep(of: SpooledUnit, batch: SpooledBatch): Promise<string> {
    const file = join(this.#of(of), `${batch.update}${SUFFIX}`);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(file, 'a', 0o600);
    try {
      await handle.writeFile(wrapObject(identityOf(of), batch, false));
      await handle.sync();
    } finally {
      await handle.close();
    }
    return file;
  }

  async read(of: SpooledUnit, update: number): Promise<readonly SpooledBatch[]> {
    const file = join(this.#of(of), `${update}${SUFFIX}`);
    const text = await readIfThere(file);
    // A last line without its end was being written when the process died.
    const lines = (text ?? '').split('\n').slice(0, -1);
    return lines.map((line) => batchOf(unwrapObject(line, identityOf(of), { place: file, back: [`rm "${file}"`] })));
  }

  async drop(of: SpooledUnit, upTo: number): Promise<void> {
    const folder = this.#of(of);
    const names = await readdir(folder).catch((error: unknown) =>
      isCode(error, 'ENOENT') ? [] : Promise.reject(error),
    );
    for (const name of names)
      if (name.endsWith(SUFFIX) && Number(name.slice(0, -SUFFIX.length)) <= upTo) await rm(join(folder, name));
  }

  #of({ at, unit }: SpooledUnit): string {
    return join(this.#folder, ...[at.stack, at.environment, unit].map(encodeURIComponent));
  }
}

const SUFFIX = '.ndjson';

function identityOf({ at, unit }: SpooledUnit) {
  return { object: 'journal', at, unit } as const;
}

function batchOf(body: Record<string, unknown>): SpooledBatch {
  const { update, k, fence, run, entries } = body as unknown as SpooledBatch;
  return { update, k, fence, run, entries };
}
