import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isMap, parseDocument } from 'yaml';
import { configUnreadable } from '../../core/config/errors.js';
import { userConfig } from './read-settings.js';

/**
 * Sets values in `~/.panka/config.yaml` and keeps the rest of it, comments included. Only the user may read the file. Names
 * are those of settings: `state.bucket` is `bucket` below `state`.
 *
 * @returns the file
 */
export function writeUserConfig(values: Readonly<Record<string, string | undefined>>): string {
  const file = userConfig();
  const document = parseDocument(existsSync(file) ? readFileSync(file, 'utf8') : '');
  const [problem] = document.errors;
  if (problem) throw configUnreadable(file, problem.message.split('\n')[0] ?? 'no YAML', problem);
  if (document.contents !== null && !isMap(document.contents))
    throw configUnreadable(file, 'it must be a map of settings');
  for (const [name, value] of Object.entries(values)) {
    const path = name.split('.');
    if (value !== undefined) document.setIn(path, value);
    else if (document.hasIn(path)) document.deleteIn(path);
  }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, document.toString(), { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
  return file;
}
