import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  /** Path within the archive, with `/`. */
  readonly path: string;
  readonly content: Buffer;
  readonly executable: boolean;
}

/** The ZIP format before its 64-bit extension: 65 535 entries, 4 GiB. */
const LIMITS = { entries: 0xffff, bytes: 0xffffffff };
/** 1980-01-01 00:00, the earliest time the format knows: contents alone decide what an archive is. */
const DOS_DATE = 0x0021;
const UTF8_NAMES = 0x0800;
const DEFLATE = 8;
const MADE_BY_UNIX = 0x0314;

/** A ZIP archive that is the same for the same entries. Throws RangeError beyond the format's limits. */
export function zipArchive(entries: readonly ZipEntry[]): Buffer {
  const sorted = [...entries].sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of sorted) {
    const name = Buffer.from(entry.path);
    const packed = deflateRawSync(entry.content, { level: 9 });
    const fields = commonFields(entry.content, packed, name);
    const body = Buffer.concat([localHeader(fields), name, packed]);
    directory.push(Buffer.concat([centralHeader(fields, { offset, executable: entry.executable }), name]));
    bodies.push(body);
    offset += body.length;
  }
  const central = Buffer.concat(directory);
  if (sorted.length > LIMITS.entries || offset + central.length > LIMITS.bytes)
    throw new RangeError(`${sorted.length} files of ${offset} bytes do not fit into a ZIP archive`);
  return Buffer.concat([...bodies, central, endRecord(sorted.length, { size: central.length, offset })]);
}

/** The 26 bytes that a file's header and its directory entry share: version to extra field length. */
function commonFields(content: Buffer, packed: Buffer, name: Buffer): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(UTF8_NAMES, 2);
  fields.writeUInt16LE(DEFLATE, 4);
  fields.writeUInt16LE(0, 6);
  fields.writeUInt16LE(DOS_DATE, 8);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(name.length, 22);
  fields.writeUInt16LE(0, 24);
  return fields;
}

function localHeader(fields: Buffer): Buffer {
  return Buffer.concat([signature(0x04034b50), fields]);
}

function centralHeader(fields: Buffer, of: { offset: number; executable: boolean }): Buffer {
  const rest = Buffer.alloc(14);
  // Regular file, rwxr-xr-x or rw-r--r--, in the upper half as Unix writes it.
  rest.writeUInt32LE(((of.executable ? 0o100755 : 0o100644) << 16) >>> 0, 6);
  rest.writeUInt32LE(of.offset, 10);
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(MADE_BY_UNIX);
  return Buffer.concat([signature(0x02014b50), madeBy, fields, rest]);
}

function endRecord(entries: number, central: { size: number; offset: number }): Buffer {
  const record = Buffer.alloc(18);
  record.writeUInt16LE(entries, 4);
  record.writeUInt16LE(entries, 6);
  record.writeUInt32LE(central.size, 8);
  record.writeUInt32LE(central.offset, 12);
  return Buffer.concat([signature(0x06054b50), record]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
