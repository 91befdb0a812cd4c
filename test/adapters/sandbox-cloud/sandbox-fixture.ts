import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SandboxProvider, type SandboxProviderOptions } from '../../../src/adapters/sandbox-cloud/sandbox-provider.js';
import { SandboxStore } from '../../../src/adapters/sandbox-cloud/sandbox-store.js';
import type { PropertyMap } from '../../../src/core/engine/property-value.js';
import type { ResourceResult } from '../../../src/core/engine/resource-provider.js';
import type { SecretSealer } from '../../../src/core/state/secret-sealer.js';
import type { JsonObject } from '../../../src/sdk/json.js';

const KEY = randomBytes(32);

/** AES-GCM, so that nothing plain can be on disk by accident. */
export const sealer: SecretSealer = {
  seal(text) {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', KEY, iv);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
  },
  open(text) {
    const bytes = Buffer.from(text, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', KEY, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  },
};

const folders: string[] = [];

/** A new, empty folder, gone after the suite. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'panka-sandbox-'));
  folders.push(folder);
  return join(folder, 'cloud');
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A simulated AWS of one's own, with short ways to ask it. */
export class Sandbox {
  readonly store: SandboxStore;
  readonly provider: SandboxProvider;

  constructor(
    options: Partial<Omit<SandboxProviderOptions, 'store'>> = {},
    readonly folder = newFolder(),
  ) {
    this.store = new SandboxStore(folder, sealer);
    this.provider = new SandboxProvider({ models: [], ...options, store: this.store });
  }

  /** Checks, then creates. A failed check is an error with its reasons. */
  async create(type: string, name: string, news: PropertyMap, preview = false): Promise<ResourceResult> {
    return this.provider.create({ urn: urnOf(type, name), type, inputs: await this.check(type, name, news), preview });
  }

  async check(type: string, name: string, news: PropertyMap): Promise<PropertyMap> {
    const { inputs, failures } = await this.provider.check({ urn: urnOf(type, name), type, news });
    if (failures.length > 0) throw new Error(failures.map((f) => f.reason).join('; '));
    return inputs;
  }

  /** Full inputs in, as the program would declare them. */
  async update(type: string, name: string, old: ResourceResult & { inputs: PropertyMap }, news: PropertyMap) {
    const inputs = await this.check(type, name, news);
    const olds = { oldInputs: old.inputs, oldOutputs: old.outputs };
    return this.provider.update({ urn: urnOf(type, name), type, id: old.id, inputs, ...olds, preview: false });
  }

  async delete(type: string, name: string, id: string, inputs: PropertyMap = {}): Promise<void> {
    await this.provider.delete({ urn: urnOf(type, name), type, id, inputs, outputs: {} });
  }

  async diff(type: string, oldInputs: PropertyMap, newInputs: PropertyMap, ignoreChanges: readonly string[] = []) {
    const request = { urn: urnOf(type, 'x'), type, id: 'x', oldInputs, oldOutputs: {}, newInputs, ignoreChanges };
    return this.provider.diff(request);
  }

  read(type: string, id: string, inputs?: PropertyMap): Promise<ResourceResult | undefined> {
    return this.provider.read({ urn: urnOf(type, 'x'), type, id, inputs });
  }

  files(): readonly string[] {
    return readdirSync(this.folder).map((file) => join(this.folder, file));
  }

  /** Edits the one file whose text holds `part`, as a person would. */
  edit(part: string, change: (file: Record<string, JsonObject>) => void): void {
    const file = this.files().find((path) => readFileSync(path, 'utf8').includes(part));
    if (file === undefined) throw new Error(`no file holds ${part}`);
    const content = JSON.parse(readFileSync(file, 'utf8')) as Record<string, JsonObject>;
    change(content);
    writeFileSync(file, JSON.stringify(content, null, 2));
    this.store.reload();
  }
}

export function urnOf(type: string, name: string): string {
  return `urn:pulumi:shop-dev::shop::${type}::${name}`;
}

/** The error that a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<Error & { code?: string }> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('it did not fail');
}
