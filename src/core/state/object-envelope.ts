import { createHash } from 'node:crypto';
import { stateCorrupt, stateForeign, stateNewer } from './errors.js';
import type { StateAddress } from './state-store.js';

export type ObjectKind = 'state' | 'checkpoint' | 'update' | 'journal' | 'deployment' | 'audit' | 'secrets';

/** What every stored object says of itself, beside its content. */
export interface ObjectIdentity {
  readonly object: ObjectKind;
  readonly at: StateAddress;
  readonly unit?: string;
}

export interface ObjectPlace {
  /** For messages. */
  readonly place: string;
  /** How to get back, for messages: commands to type. */
  readonly back?: readonly string[];
}

const FORMAT = 1;
const HEAD = /^\{"checksum":"(sha256:[0-9a-f]{64})",/;

/** Adds format, identity and a checksum over all of it. `pretty` for what people read; the checksum does not depend on it. */
export function wrapObject(identity: ObjectIdentity, content: object, pretty: boolean): string {
  const { object, at, unit } = identity;
  const body = {
    object,
    format: FORMAT,
    stack: at.stack,
    environment: at.environment,
    ...(unit && { unit }),
    ...content,
  };
  const compact = JSON.stringify(body);
  const checksum = checksumOf(compact);
  if (pretty) return `${JSON.stringify({ checksum, ...body }, null, 2)}\n`;
  return `{"checksum":"${checksum}",${compact.slice(1)}\n`;
}

/** The content, or the error that says why this is not the object that was asked for. Never an empty value. */
export function unwrapObject(text: string, identity: ObjectIdentity, where: ObjectPlace): Record<string, unknown> {
  const parsed = parseObject(text, where);
  const { checksum, ...body } = parsed;
  if (typeof body['format'] === 'number' && body['format'] > FORMAT) throw stateNewer(where.place, body['format']);
  if (body['format'] !== FORMAT || typeof checksum !== 'string')
    throw stateForeign(where.place, 'it was not written by panka (no format or checksum)');
  if (!isChecksum(text, checksum, body))
    throw stateCorrupt(
      where.place,
      'its checksum is wrong, so it was edited or damaged after it was written',
      where.back,
    );
  checkIdentity(body, identity, where);
  return body;
}

/** `sha256:` and 64 hex digits. */
export function checksumOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

function parseObject(text: string, where: ObjectPlace): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    const what = text.trim() === '' ? 'it is empty' : `it is not complete JSON (${(error as Error).message})`;
    throw stateCorrupt(where.place, what, where.back);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw stateForeign(where.place, 'it is JSON, but no object that panka wrote');
  return parsed as Record<string, unknown>;
}

/** First over the bytes as written (cheap), then over the canonical form (so that reformatting is no damage). */
function isChecksum(text: string, checksum: string, body: object): boolean {
  const head = HEAD.exec(text);
  if (head !== null && checksumOf(`{${text.slice(head[0].length).trimEnd()}`) === checksum) return true;
  return checksumOf(JSON.stringify(body)) === checksum;
}

function checkIdentity(body: Record<string, unknown>, identity: ObjectIdentity, where: ObjectPlace): void {
  const { stack, environment } = identity.at;
  if (body['object'] !== identity.object)
    throw stateForeign(where.place, `it is a "${String(body['object'])}", not a "${identity.object}"`);
  if (body['stack'] !== stack || body['environment'] !== environment)
    throw stateForeign(
      where.place,
      `it belongs to stack "${String(body['stack'])}" in "${String(body['environment'])}", not to "${stack}" in "${environment}"`,
    );
  if (identity.unit !== undefined && body['unit'] !== identity.unit)
    throw stateForeign(where.place, `it belongs to unit "${String(body['unit'])}", not to "${identity.unit}"`);
}
