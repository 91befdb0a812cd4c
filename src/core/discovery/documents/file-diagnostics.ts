import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { ManifestFile, ManifestScan, ManifestSource } from '../manifest-source.js';
import { fileRole, stackFolders } from './file-role.js';

/**
 * What is wrong with the files themselves. Outside of the places for manifests a YAML file may be a template or somebody else's:
 * unless it speaks of panka.io, it is only mentioned.
 */
export function fileDiagnostics(scan: ManifestScan, source: Pick<ManifestSource, 'text'>): Diagnostic[] {
  const folders = stackFolders(scan.files.map((file) => file.path));
  const isOther = (path: string) => fileRole(path, folders).role === 'other';
  const unread = scan.diagnostics.map((one) =>
    one.source && isOther(one.source.file) ? { ...one, severity: 'warning' as const } : one,
  );
  return [...unread, ...scan.files.flatMap((file) => syntaxDiagnostics(file, isOther(file.path), source))];
}

function syntaxDiagnostics(
  file: ManifestFile,
  other: boolean,
  source: Pick<ManifestSource, 'text'>,
): readonly Diagnostic[] {
  const [first] = file.diagnostics;
  if (!first || !other || mentionsPanka(file.path, source)) return file.diagnostics;
  return [
    {
      severity: 'info',
      code: 'NotAManifest',
      message: `ignored: it is no YAML (${first.message})`,
      ...(first.source ? { source: first.source } : {}),
    },
  ];
}

function mentionsPanka(path: string, source: Pick<ManifestSource, 'text'>): boolean {
  try {
    return source.text(path).includes('panka.io');
  } catch {
    return true;
  }
}
