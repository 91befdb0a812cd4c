import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretSealer } from '../../core/state/secret-sealer.js';
import type { SandboxCloud, SandboxResource } from '../../sdk/sandbox.js';
import { storedRegion } from './cloud-location.js';
import { sandboxFileBroken, sandboxUnreadable } from './errors.js';
import { textsIn, valuesAt } from './property-tree.js';
import { decodeResource, encodeResource, fileNameOf } from './resource-file.js';
import { ResourceIndex } from './resource-index.js';
import { keyOf, RELEASED, type StoredResource } from './stored-resource.js';

/**
 * The simulated cloud: one JSON file per resource in one folder, to look at and to edit. Files are read at the first use and
 * at `reload`; a file that was edited, added or deleted by then is what the cloud holds. Writing is synchronous on purpose: it
 * costs 0.1 ms, half of what it costs through the thread pool, and no two writes of one process can mix.
 */
export class SandboxStore implements SandboxCloud {
  private readonly index = new ResourceIndex();
  /** File name of each resource; a person may have given it another one. */
  private readonly files = new Map<string, string>();
  private loaded = false;
  private writes = 0;

  constructor(
    readonly folder: string,
    private readonly sealer: SecretSealer,
  ) {}

  /** Reads the folder again. Call at the start of every run. Throws SandboxFileBroken, SandboxUnreadable. */
  reload(): void {
    const found = new Map<string, StoredResource>();
    const files = new Map<string, string>();
    for (const file of this.fileNames()) {
      const path = join(this.folder, file);
      const resource = decodeResource(this.read(path), path, this.sealer);
      const key = keyOf(resource);
      const other = files.get(key);
      if (other !== undefined) throw sandboxFileBroken(path, `it describes the same resource as "${other}"`);
      found.set(key, resource);
      files.set(key, file);
    }
    this.index.clear();
    this.files.clear();
    for (const resource of found.values()) this.index.put(resource);
    for (const [key, file] of files) this.files.set(key, file);
    this.loaded = true;
  }

  get(type: string, id: string, region?: string): StoredResource | undefined {
    return this.current().get(type, id, region);
  }

  has(resource: Pick<StoredResource, 'type' | 'region' | 'id'>): boolean {
    return this.current().at(keyOf(resource)) !== undefined;
  }

  /** True when another process has made this resource since the folder was read. */
  appeared(resource: Pick<StoredResource, 'type' | 'region' | 'id'>): boolean {
    return !this.has(resource) && existsSync(join(this.folder, fileNameOf(resource)));
  }

  list(type: string, region?: string): readonly StoredResource[] {
    return this.current().list(type, region);
  }

  all(): readonly StoredResource[] {
    return [...this.current().all()];
  }

  /** Every text that is secret somewhere in the cloud. */
  secretTexts(): ReadonlySet<string> {
    const texts = new Set<string>();
    for (const resource of this.current().all()) {
      if (resource.secretOutputs.length + resource.secretInputs.length === 0) continue;
      const trees = [
        { value: resource.inputs, secrets: resource.secretInputs },
        { value: resource.outputs, secrets: resource.secretOutputs },
      ];
      for (const text of trees.flatMap(valuesAt).flatMap(textsIn)) texts.add(text);
    }
    return texts;
  }

  /** The cloud as one region sees it. */
  in(region: string): SandboxCloud {
    return {
      get: (type: string, id: string): SandboxResource | undefined => this.get(type, id, region),
      list: (type: string): readonly SandboxResource[] => this.list(type, region),
      put: (resource: SandboxResource): void =>
        this.put(writtenByCall(region, resource, this.get(resource.type, resource.id, region))),
    };
  }

  /** A constant-time look-up by a key of one's own. */
  lookUpBy(keyFor: (resource: StoredResource) => string | undefined): (key: string) => readonly StoredResource[] {
    const lookUp = this.index.by(keyFor);
    return (key) => {
      this.current();
      return lookUp(key);
    };
  }

  /** Stores it for good before it returns; on an error the cloud is as it was. */
  put(resource: StoredResource): void {
    const index = this.current();
    const key = keyOf(resource);
    const file = this.files.get(key) ?? fileNameOf(resource);
    this.write(file, encodeResource(resource, this.sealer));
    this.files.set(key, file);
    index.put(resource);
  }

  /** True when it was there. */
  delete(resource: Pick<StoredResource, 'type' | 'region' | 'id'>): boolean {
    const index = this.current();
    const key = keyOf(resource);
    if (index.at(key) === undefined) return false;
    rmSync(join(this.folder, this.files.get(key)!), { force: true });
    this.files.delete(key);
    index.remove(key);
    return true;
  }

  private current(): ResourceIndex {
    if (!this.loaded) this.reload();
    return this.index;
  }

  private fileNames(): readonly string[] {
    try {
      return readdirSync(this.folder).filter((file) => file.endsWith('.json') && !file.startsWith('.'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw sandboxUnreadable(this.folder, error);
    }
  }

  private read(path: string): string {
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      throw sandboxFileBroken(path, error instanceof Error ? error.message : String(error), error);
    }
  }

  /** Through a file beside it, so that a reader, and a run that was killed, never sees half of one. */
  private write(file: string, text: string): void {
    if (this.writes++ === 0) this.removeLeftovers();
    const temporary = join(this.folder, `.${process.pid}-${this.writes}.tmp`);
    try {
      this.writeNew(temporary, text);
      renameSync(temporary, join(this.folder, file));
    } catch (error) {
      rmSync(temporary, { force: true });
      throw sandboxUnreadable(this.folder, error);
    }
  }

  private writeNew(path: string, text: string): void {
    try {
      writeFileSync(path, text, { mode: 0o600 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      writeFileSync(path, text, { mode: 0o600 });
    }
  }

  /** Half-written files of runs that were killed. */
  private removeLeftovers(): void {
    const files = existsSync(this.folder) ? readdirSync(this.folder) : [];
    for (const file of files) {
      const pid = /^\.(\d+)-\d+\.tmp$/.exec(file)?.[1];
      if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(this.folder, file), { force: true });
    }
  }
}

/** What a call has made belongs to no run; what it has changed stays whose it was. */
function writtenByCall(
  region: string,
  { type, id, inputs, outputs }: SandboxResource,
  before: StoredResource | undefined,
): StoredResource {
  if (before !== undefined) return { ...before, inputs, outputs: { ...inputs, ...outputs } };
  return {
    type,
    id,
    inputs,
    outputs: { ...inputs, ...outputs },
    region: storedRegion(type, region),
    account: '',
    owner: RELEASED,
    createdAt: new Date().toISOString(),
    seed: '',
    secretInputs: [],
    secretOutputs: [],
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
