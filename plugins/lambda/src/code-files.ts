import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;

/**
 * Whether code beside the manifest holds one of the files; undefined where there is no such path or it is no zip.
 * Source of the zip layout: PKWARE's APPNOTE, "Central directory structure".
 */
export function holdsOneOf(path: string, files: readonly string[]): boolean | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (found.isDirectory())
    return files.some((file) => statSync(join(path, file), { throwIfNoEntry: false })?.isFile() === true);
  const names = zipEntries(readFileSync(path));
  return names === undefined ? undefined : files.some((file) => names.has(file));
}

/** Names of the files in a zip, from its central directory; undefined when it isn't one. */
function zipEntries(zip: Buffer): ReadonlySet<string> | undefined {
  const end = endOfDirectory(zip);
  if (end === undefined) return undefined;
  const names = new Set<string>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (at + ENTRY_BYTES > zip.length || zip.readUInt32LE(at) !== ENTRY) return undefined;
    const [name, extra, comment] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    names.add(zip.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + name));
    at += ENTRY_BYTES + name + extra + comment;
  }
  return names;
}

/** It is the last record, before a comment of up to 64 KiB. */
function endOfDirectory(zip: Buffer): number | undefined {
  for (let at = zip.length - 22; at >= Math.max(0, zip.length - 22 - 65_535); at--)
    if (zip.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  return undefined;
}
