import { createHash } from 'node:crypto';
import { readFileSync, type Stats, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.js';
import type { ManifestFile, ManifestScan, ManifestSource } from '../../core/discovery/manifest-source.js';
import { parseManifest } from '../../core/discovery/yaml/parse-manifest.js';
import { SourceMap } from '../../core/discovery/yaml/source-map.js';
import { cacheFolder } from './cache-folder.js';
import { decodeText, withoutMark } from './decode-text.js';
import { fileTooLarge, MAX_BYTES, unreadableFile } from './file-problems.js';
import { findYamlFiles } from './find-yaml-files.js';
import { type CacheEntry, isCacheable, isFresh, ParseCache } from './parse-cache.js';

export interface ManifestFilesOptions {
  /** Folder of the parse cache; null for none. Default by the environment: see `cacheFolder`. */
  readonly cache?: string | null;
}

/** Manifests in a folder of the local file system. The project itself is only read. */
export class ManifestFiles implements ManifestSource {
  readonly folder: string;
  readonly #cache: ParseCache | undefined;

  constructor(folder: string, options: ManifestFilesOptions = {}) {
    this.folder = resolve(folder);
    const cache = options.cache === undefined ? cacheFolder() : options.cache;
    this.#cache = cache ? new ParseCache(cache, this.folder) : undefined;
  }

  async scan(): Promise<ManifestScan> {
    const found = findYamlFiles(this.folder);
    const cached = this.#cache?.read() ?? new Map<string, CacheEntry>();
    const files: ManifestFile[] = [];
    const diagnostics: Diagnostic[] = [...found.diagnostics];
    const entries: [string, CacheEntry][] = [];
    let changed = found.paths.length !== cached.size;
    for (const path of found.paths) {
      const known = cached.get(path);
      const read = await this.#read(path, known);
      if (!('file' in read)) diagnostics.push(read);
      else {
        files.push(read.file);
        changed ||= read.entry !== known;
        if (read.entry) entries.push([path, read.entry]);
      }
    }
    if (changed && this.#cache) this.#cache.write(entries);
    return { files, diagnostics };
  }

  text(file: string): string {
    return withoutMark(readFileSync(resolve(this.folder, file), 'utf8'));
  }

  async #read(
    path: string,
    known: CacheEntry | undefined,
  ): Promise<{ readonly file: ManifestFile; readonly entry?: CacheEntry } | Diagnostic> {
    const absolute = join(this.folder, path);
    try {
      const status = statSync(absolute);
      if (status.size > MAX_BYTES) return fileTooLarge(path, status.size);
      const fresh = known ? isFresh(known, status) : false;
      if (known && fresh === true) return { file: fileOf(path, known), entry: known };
      const read = Date.now();
      const bytes = readFileSync(absolute);
      const hash = createHash('sha256').update(bytes).digest('hex');
      if (known && known.hash === hash) {
        const entry = entryOf(status, read, hash, known.documents);
        return { file: fileOf(path, entry), entry };
      }
      return await this.#parse(path, bytes, (documents) => entryOf(status, read, hash, documents), hash);
    } catch (error) {
      return unreadableFile(path, error);
    }
  }

  async #parse(
    path: string,
    bytes: Buffer,
    entry: (documents: ManifestFile['documents']) => CacheEntry,
    hash: string,
  ): Promise<{ readonly file: ManifestFile; readonly entry?: CacheEntry } | Diagnostic> {
    const text = decodeText(path, bytes);
    if (typeof text !== 'string') return text;
    const { documents, problems } = await parseManifest(text);
    if (problems.length === 0) {
      const file = { path, hash, documents, diagnostics: [] };
      return isCacheable(documents) ? { file, entry: entry(documents) } : { file };
    }
    const map = new SourceMap(path, text, []);
    const diagnostics = problems.map(
      ({ severity, message, offset, suggestion }): Diagnostic => ({
        severity,
        code: 'YamlSyntax',
        message,
        source: map.at(offset),
        ...(suggestion === undefined ? {} : { suggestion }),
      }),
    );
    return { file: { path, hash, documents, diagnostics } };
  }
}

function fileOf(path: string, { hash, documents }: CacheEntry): ManifestFile {
  return { path, hash, documents, diagnostics: [] };
}

function entryOf(status: Stats, read: number, hash: string, documents: ManifestFile['documents']): CacheEntry {
  return { size: status.size, mtime: status.mtimeMs, ctime: status.ctimeMs, inode: status.ino, read, hash, documents };
}
