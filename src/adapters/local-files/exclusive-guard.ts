import { createHash, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ownIdentity, type ProcessIdentity, processLiveness } from '../local-locks/process-identity.js';
import { guardBusy } from './errors.js';
import { type Draft, makeDraft, readIfThere } from './whole-file.js';

export interface GuardOptions {
  /** Folder that holds the guard files of one store. */
  readonly folder: string;
  /** Folder for drafts, on the same file system. */
  readonly drafts: string;
  /** What is guarded; part of the file's name. */
  readonly name: string;
  /** How long to wait for a living holder. Milliseconds; guards are held for milliseconds. */
  readonly waitMs?: number;
}

interface Token extends ProcessIdentity {
  readonly id: string;
  readonly since: string;
}

/**
 * Runs `action` while no other process runs one under the same name. The guard is a complete file that is linked to its
 * name. That of a dead process is removed only by who holds the guard of *its id*, so two cannot both think that they have
 * removed it, and what is removed is never a living process's: a dead one cannot make another with the same id.
 */
export async function withGuard<T>(options: GuardOptions, action: () => Promise<T>): Promise<T> {
  const token: Token = { ...(await ownIdentity()), id: randomUUID(), since: new Date().toISOString() };
  const draft = await makeDraft({ folder: options.drafts, text: JSON.stringify(token), durable: false });
  const path = join(options.folder, fileName(options.name));
  try {
    await take(path, draft, performance.now() + (options.waitMs ?? 10_000));
    try {
      return await action();
    } finally {
      await rm(path, { force: true });
    }
  } finally {
    await draft.discard();
  }
}

async function take(path: string, draft: Draft, deadline: number): Promise<void> {
  for (;;) {
    if (await draft.linkTo(path)) return;
    const holder = await readToken(path);
    if (holder === undefined) continue;
    if (await isGone(holder)) await removeDead(path, holder, { draft, deadline });
    else if (performance.now() > deadline) throw guardBusy(path, holder);
    else await new Promise((resolve) => setTimeout(resolve, 1 + Math.random() * 6));
  }
}

async function removeDead(path: string, dead: Token, by: { draft: Draft; deadline: number }): Promise<void> {
  const breaker = `${path}.${dead.id.slice(0, 8)}`;
  await take(breaker, by.draft, by.deadline);
  try {
    if ((await readToken(path))?.id === dead.id) await rm(path, { force: true });
  } finally {
    await rm(breaker, { force: true });
  }
}

async function readToken(path: string): Promise<Token | undefined> {
  const text = await readIfThere(path);
  return text === undefined ? undefined : (JSON.parse(text) as Token);
}

/** A local folder belongs to one machine: another boot of this host means that the holder is gone. */
async function isGone(holder: Token): Promise<boolean> {
  const liveness = await processLiveness(holder);
  return liveness === 'gone' || liveness === 'rebooted';
}

function fileName(name: string): string {
  const readable = name.replace(/[^A-Za-z0-9._-]+/g, '+').slice(-80);
  return `${readable}.${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;
}
