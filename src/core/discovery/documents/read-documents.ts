import { didYouMean } from '../../diagnostics/did-you-mean.js';
import type { ManifestFile } from '../manifest-source.js';
import { isObject } from '../values.js';
import { API_VERSIONS, isPankaApiVersion } from './api-version.js';
import { type FileRole, fileRole, stackFolders } from './file-role.js';
import type { ManifestDocument } from './manifest-document.js';
import { type DocumentContext, type RawDocument, readDocument } from './read-document.js';

/** What the files hold: checked documents, and the environments' variables in short form. */
export interface Documents {
  readonly documents: readonly ManifestDocument[];
  /** `environments/<env>/variables.yaml`, and `environments/<env>.yaml` without an apiVersion: plain maps. */
  readonly environmentFiles: readonly RawDocument[];
  /** Environments that have files of their own. */
  readonly environments: ReadonlySet<string>;
  /** What looked like a manifest and was none: its problem is reported. */
  readonly unread: readonly RawDocument[];
  /** Something looked like a manifest, right or wrong. */
  readonly found: boolean;
}

export function readDocuments(files: readonly ManifestFile[], context: DocumentContext): Documents {
  const folders = stackFolders(files.map((file) => file.path));
  const documents: ManifestDocument[] = [];
  const environmentFiles: RawDocument[] = [];
  const environments = new Set<string>();
  const unread: RawDocument[] = [];
  const others = new Set<string>();
  let found = false;
  for (const file of files) {
    const role = fileRole(file.path, folders);
    if (role.role === 'configuration') continue;
    if (role.role === 'overlay') environments.add(role.environment);
    for (const [index, value] of file.documents.entries()) {
      if (value === null) continue; // only comments, or nothing between two separators
      const raw: RawDocument = {
        file: file.path,
        index,
        value,
        ...(role.role === 'overlay' ? { overlay: role.environment } : {}),
      };
      if (isShortEnvironment(raw, role)) environmentFiles.push(raw);
      else if (role.role === 'other' && !looksLikeManifest(value)) others.add(file.path);
      else {
        found = true;
        const document = readDocument(raw, context);
        if (document) documents.push(document);
        else unread.push(raw);
      }
    }
  }
  for (const path of others) ignored(path, context);
  return { documents, environmentFiles, environments, unread, found };
}

function isShortEnvironment(raw: RawDocument, role: FileRole): boolean {
  if (role.role !== 'overlay' || !isObject(raw.value) || 'apiVersion' in raw.value || 'kind' in raw.value) return false;
  return role.variables || /(^|\/)environments\/[^/]+$/.test(raw.file);
}

function looksLikeManifest(value: unknown): boolean {
  if (!isObject(value)) return false;
  const apiVersion = value['apiVersion'];
  if (isPankaApiVersion(apiVersion)) return true;
  return typeof apiVersion === 'string' && didYouMean(apiVersion, Object.values(API_VERSIONS)) !== undefined;
}

function ignored(file: string, { report }: DocumentContext): void {
  report({
    severity: 'info',
    code: 'NotAManifest',
    message: 'ignored: no apiVersion of panka.io',
    place: { file, document: 0, pointer: '' },
  });
}
