import { createHash } from 'node:crypto';
import type { ManifestScan, ManifestSource } from '../../../core/discovery/manifest-source.js';
import type { JsonObject } from '../../json.js';

/** Documents as a project of one file each; `folder` is real, for the files that a spec names. */
export class InMemoryManifests implements ManifestSource {
  private readonly texts: ReadonlyMap<string, string>;

  constructor(
    readonly folder: string,
    private readonly documents: readonly JsonObject[],
  ) {
    this.texts = new Map(documents.map((document, i) => [`${i}.yaml`, JSON.stringify(document, null, 2)]));
  }

  async scan(): Promise<ManifestScan> {
    const files = [...this.texts].map(([path, text], i) => ({
      path,
      hash: createHash('sha256').update(text).digest('hex'),
      documents: [this.documents[i]!],
      diagnostics: [],
    }));
    return { files, diagnostics: [] };
  }

  text(file: string): string {
    return this.texts.get(file) ?? '';
  }
}
