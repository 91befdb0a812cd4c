import { existsSync, lstatSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { artifactFolderForeign } from './errors.js';

/** Where archives wait for their upload: a folder of this user alone, since whoever writes there decides what is deployed. */
export function defaultArtifactFolder(): string {
  return join(tmpdir(), `panka-artifacts-${userInfo().uid}`);
}

/** Writes an archive under its content's name, once; gives its path. */
export function keepArchive(folder: string, name: string, content: () => Buffer): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid } = lstatSync(folder);
  if (process.getuid !== undefined && uid !== process.getuid()) throw artifactFolderForeign(folder);
  const path = join(folder, name);
  if (existsSync(path)) return path;
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content(), { mode: 0o600 });
  renameSync(draft, path);
  return path;
}
