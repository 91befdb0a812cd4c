import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SIG_KEY } from '../../core/engine/deployment-v3.js';
import { isList, isPropertyMap } from '../../core/engine/property-path.js';
import { isSecret, type PropertyMap, type PropertyValue, secret } from '../../core/engine/property-value.js';
import { ARCHIVE_SIG, ASSET_SIG } from '../pulumi-wire/signatures.js';

/** Properties with the content hash of each asset, without which a changed file of the same name would go unnoticed. */
export async function withAssetHashes(properties: PropertyMap): Promise<PropertyMap> {
  return hasAsset(properties) ? hashedMap(properties) : properties;
}

function hasAsset(value: PropertyValue | undefined): boolean {
  if (isSecret(value)) return hasAsset(value.value);
  if (isList(value)) return value.some(hasAsset);
  if (!isPropertyMap(value)) return false;
  return isAsset(value) || Object.values(value).some(hasAsset);
}

function isAsset(value: PropertyMap): boolean {
  return value[SIG_KEY] === ASSET_SIG || value[SIG_KEY] === ARCHIVE_SIG;
}

async function hashedMap(properties: PropertyMap): Promise<PropertyMap> {
  const hashed: Record<string, PropertyValue> = {};
  for (const key of Object.keys(properties)) hashed[key] = await hashedValue(properties[key] as PropertyValue);
  return hashed;
}

async function hashedValue(value: PropertyValue): Promise<PropertyValue> {
  if (!hasAsset(value)) return value;
  if (isSecret(value)) return secret(await hashedValue(value.value));
  if (isList(value)) return Promise.all(value.map(hashedValue));
  const properties = value as PropertyMap;
  if (!isAsset(properties)) return hashedMap(properties);
  const hash = createHash('sha256');
  await feed(hash, properties);
  return { ...withoutMarks(properties), hash: hash.digest('hex') };
}

/** The SDK's own marks of its classes don't belong in a state. */
function withoutMarks(asset: PropertyMap): PropertyMap {
  const kept = Object.entries(asset).filter(([key]) => !key.startsWith('__pulumi'));
  const members = kept.map(([key, value]): [string, PropertyValue] => {
    if (key !== 'assets' || !isPropertyMap(value)) return [key, value];
    return [key, Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutMarksIn(member)]))];
  });
  return Object.fromEntries(members);
}

function withoutMarksIn(member: PropertyValue): PropertyValue {
  return isPropertyMap(member) ? withoutMarks(member) : member;
}

/** One file hashes as its bytes, as in Pulumi; a folder or a set of files as names and contents in order. */
async function feed(hash: Hash, asset: PropertyMap): Promise<void> {
  const { text, path, uri, assets } = asset;
  if (typeof text === 'string') hash.update(text);
  else if (typeof path === 'string') await feedPath(hash, path);
  else if (typeof uri === 'string') hash.update(uri);
  else if (isPropertyMap(assets)) {
    for (const name of Object.keys(assets).sort()) {
      hash.update(`${name}\0`);
      const member = assets[name];
      if (isPropertyMap(member)) await feed(hash, member);
    }
  }
}

async function feedPath(hash: Hash, path: string): Promise<void> {
  if (!(await stat(path)).isDirectory()) {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
    return;
  }
  for (const name of (await readdir(path)).sort()) {
    hash.update(`${name}\0`);
    await feedPath(hash, join(path, name));
  }
}
