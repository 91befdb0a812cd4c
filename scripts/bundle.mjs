// How the packages that every short command needs get into dist. As packages they are hundreds of small files, which cost
// `panka validate` half of its time; as part of a bundle they cost some milliseconds. Everything else stays a package.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** TypeBox schemas and oclif's commands and flags are plain data across copies: kinds by `Symbol.for`, no `instanceof`. */
const BUNDLED = ['@oclif/core', '@sinclair/typebox', 'js-yaml', 'yaml', 'semver'];
/**
 * Classes of resources that one plugin declares: some of a package of 100 MB, which would bring a second Pulumi with it where the
 * plugin is installed on its own.
 */
const DECLARED = ['@pulumi/kubernetes'];
/** Of these a run has the host's copy, also where a bundled package asks. */
const SHARED = ['@pulumi/pulumi', '@pulumi/aws'];
/** What oclif only tries to load, for developers who run it from sources. */
const OPTIONAL = ['typescript', 'ts-node', 'pnpapi'];
/** What oclif asks for in its look at Node's version alone, which is switched off below: 6 ms to read before every command. */
const SWITCHED_OFF = ['semver'];

/** esbuild plugin: a package is part of the bundle if it is listed above, or needed by one that is, and not shared. */
export const bundledPackages = {
  name: 'bundled-packages',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
      if (kind === 'entry-point' || path.startsWith('node:')) return undefined;
      const name = packageOf(path);
      const wanted = [...BUNDLED, ...DECLARED].includes(name) || importer.includes('/node_modules/');
      const unused = importer.includes('/@oclif/core/') ? [...OPTIONAL, ...SWITCHED_OFF] : OPTIONAL;
      return wanted && ![...unused, ...SHARED].includes(name) ? undefined : { path, external: true };
    });
  },
};

/** esbuild plugin for plugins: their schemas are written with the TypeBox that the CLI has in its bundle, not with one each. */
export const sharedTypeBox = {
  name: 'shared-typebox',
  setup({ onResolve }) {
    onResolve({ filter: /^@sinclair\/typebox$/ }, () => ({ path: 'panka/sdk', external: true }));
  },
};

/** CommonJS within an ES module asks for `require`; oclif's own folder is only asked for by what is switched off here. */
export const commonJsInside = {
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
  },
  define: { 'process.env.OCLIF_DISABLE_ENGINE_WARNING': '"1"' },
};

/** The licences of what a bundle holds, in its folder: they ask for it. */
export function writeLicences(outdir, inputs) {
  const folders = new Set(inputs.map(packageFolder));
  folders.delete(undefined);
  const texts = [...folders].sort(byName).map(licence);
  if (texts.length > 0) writeFileSync(join(outdir, 'third-party-licenses.txt'), texts.join(`\n${'-'.repeat(80)}\n`));
}

function byName(a, b) {
  return nameOf(a) < nameOf(b) ? -1 : 1;
}

function nameOf(folder) {
  return folder.slice(folder.lastIndexOf('/node_modules/') + '/node_modules/'.length);
}

function licence(folder) {
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  return `${nameOf(folder)} ${version} (${license})\n${text}`;
}

/** Folder of the package that a file belongs to; undefined for our own files. */
function packageFolder(file) {
  const path = resolve(file).replaceAll('\\', '/');
  const at = path.lastIndexOf('/node_modules/');
  if (at < 0) return undefined;
  const folder = `${path.slice(0, at)}/node_modules/${packageOf(path.slice(at + '/node_modules/'.length))}`;
  return existsSync(join(folder, 'package.json')) ? folder : undefined;
}

function packageOf(path) {
  const [scope, name] = path.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}
