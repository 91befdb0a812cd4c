import { extname } from 'node:path';
import { type ResourceV3, SIG_KEY } from '../engine/deployment-v3.js';
import { nameOfUrn } from '../plan/resource-owner.js';
import { ejectUnsupported } from './errors.js';
import { isObject } from './opened-secrets.js';
import { quoted } from './source-text.js';

const ASSET_SIG = 'c44067f5952c0a294b673a41bacd8c17';
const ARCHIVE_SIG = '0def7320c3a5731c473e5ecbe6d01bc7';

/** A file to be copied into the project. */
export interface EjectedAsset {
  /** Logical name of the resource. */
  readonly resource: string;
  /** Where it lies now. */
  readonly file: string;
  /** Path in the project. */
  readonly path: string;
  /** SHA-256 of the content, as it was deployed; absent for archives, whose hash is made otherwise. */
  readonly sha256?: string;
}

export interface EjectedAssets {
  /** With the paths of the project for those of this machine. */
  readonly resources: readonly ResourceV3[];
  readonly assets: {
    readonly files: readonly EjectedAsset[];
    readonly code: (path: string, asset: Readonly<Record<string, unknown>>) => string;
  };
}

/** Moves every uploaded file to `assets/` of the project, named by its content. */
export function ejectedAssets(resources: readonly ResourceV3[]): EjectedAssets {
  const files = new Map<string, EjectedAsset>();
  const moved = resources.map((resource) => {
    const name = nameOfUrn(resource.urn);
    const move = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(move);
      if (!isObject(value)) return value;
      if (!isAsset(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, move(item)]));
      if (typeof value['path'] !== 'string') return value;
      const file = fileOf(name, value, value['path']);
      files.set(file.path, file);
      return { ...value, path: file.path };
    };
    const properties = { inputs: move(resource.inputs), outputs: move(resource.outputs) };
    return { ...resource, ...(properties as Pick<ResourceV3, 'inputs' | 'outputs'>) };
  });
  return { resources: moved.map(withoutEmpty), assets: { files: [...files.values()], code: assetCode } };
}

function isAsset(value: Readonly<Record<string, unknown>>): boolean {
  return value[SIG_KEY] === ASSET_SIG || value[SIG_KEY] === ARCHIVE_SIG;
}

function fileOf(resource: string, value: Readonly<Record<string, unknown>>, file: string): EjectedAsset {
  const { hash } = value;
  if (typeof hash !== 'string') throw ejectUnsupported(resource, `its file "${file}" was recorded without a hash`);
  const path = `assets/${hash.slice(0, 16)}${extname(file)}`;
  return { resource, file, path, ...(value[SIG_KEY] === ASSET_SIG && { sha256: hash }) };
}

function withoutEmpty({ inputs, outputs, ...resource }: ResourceV3): ResourceV3 {
  return { ...resource, ...(inputs && { inputs }), ...(outputs && { outputs }) };
}

function assetCode(path: string, asset: Readonly<Record<string, unknown>>): string {
  const kind = asset[SIG_KEY] === ASSET_SIG ? 'Asset' : 'Archive';
  const { text, path: file, uri } = asset;
  if (isAsset(asset)) {
    if (typeof file === 'string' && file !== '') return `new pulumi.asset.File${kind}(${quoted(file)})`;
    if (typeof uri === 'string' && uri !== '') return `new pulumi.asset.Remote${kind}(${quoted(uri)})`;
    if (typeof text === 'string') return `new pulumi.asset.StringAsset(${quoted(text)})`;
  }
  throw ejectUnsupported(path, 'a set of files, or a value that is none of Pulumi');
}
