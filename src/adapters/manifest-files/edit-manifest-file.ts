import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { editManifest, type ManifestEdit } from '../../core/adoption/edit-manifest.js';
import { manifestNotEditable } from '../../core/adoption/errors.js';

export interface ManifestFileEdit extends ManifestEdit {
  readonly folder: string;
  /** Relative to the folder; undefined where nobody knows where the component is written. */
  readonly file: string | undefined;
  /** Address, for the message. */
  readonly component: string;
}

/** Sets fields in a manifest, whole or not at all. Throws ManifestNotEditable. */
export async function editManifestFile({ folder, file, component, ...edit }: ManifestFileEdit): Promise<void> {
  if (file === undefined) throw manifestNotEditable('the manifest', component);
  const path = join(folder, file);
  const text = editManifest(await readFile(path, 'utf8'), edit);
  if (text === undefined) throw manifestNotEditable(file, component);
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(draft, text, { mode: (await stat(path)).mode });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw manifestNotEditable(file, component, error);
  }
}
