import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.js';
import type { ManifestFile, ManifestScan, ManifestSource } from '../../core/discovery/manifest-source.js';
import { parseManifest } from '../../core/discovery/yaml/parse-manifest.js';
import { SourceMap } from '../../core/discovery/yaml/source-map.js';
import { findYamlFiles } from './find-yaml-files.js';

/** Manifests in a folder of the local file system. */
export class ManifestFiles implements ManifestSource {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = resolve(folder);
  }

  async scan(): Promise<ManifestScan> {
    const files: ManifestFile[] = [];
    const diagnostics: Diagnostic[] = [];
    for (const path of findYamlFiles(this.folder)) {
      const bytes = readFileSync(resolve(this.folder, path));
      const text = bytes.toString('utf8');
      const { documents, problems } = await parseManifest(text);
      const map = problems.length > 0 ? new SourceMap(path, text, []) : undefined;
      files.push({
        path,
        hash: createHash('sha256').update(bytes).digest('hex'),
        documents,
        diagnostics: problems.map((p) => ({
          severity: p.severity,
          code: 'YamlSyntax',
          message: p.message,
          source: map!.at(p.offset),
          suggestion: p.suggestion,
        })),
      });
    }
    return { files, diagnostics };
  }

  text(file: string): string {
    return readFileSync(resolve(this.folder, file), 'utf8');
  }
}
