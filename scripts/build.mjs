// Builds the CLI and every plugin workspace with esbuild, and the SDK's types for plugin authors. Type errors are found by `npm run typecheck`, not here.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundledPackages, commonJsInside, sharedTypeBox, writeLicences } from './bundle.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** In a clone `panka/sdk` must resolve from plugins/* as it does from an installed CLI: by a link to this folder. */
function linkSelf() {
  const link = join(root, 'node_modules', 'panka');
  if (existsSync(link)) return;
  mkdirSync(dirname(link), { recursive: true });
  try {
    if (lstatSync(link)) rmSync(link);
  } catch {}
  symlinkSync('..', link, 'dir');
}

function sources(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((f) => f.endsWith('.ts') && !f.endsWith('.d.ts'))
    .map((f) => join(folder, f));
}

/**
 * What is loaded by name: by oclif, by package exports, by `module.register`, by `new Worker`. All else is found from there. Each list is
 * a bundle of its own: what the CLI shared with the test kit would be in files of its own, and a command would read more of them.
 */
function bundles(pkg) {
  const src = join(pkg, 'src');
  if (pkg !== root) return [[join(src, 'index.ts')]];
  const cli = [
    ...sources(join(src, 'commands')),
    ...sources(join(src, 'hooks')),
    join(src, 'adapters', 'oclif-plugins', 'start-oclif.ts'),
    join(src, 'adapters', 'manifest-files', 'cache-folder.ts'),
    join(src, 'sdk', 'index.ts'),
    join(src, 'adapters', 'oclif-plugins', 'shared-resolve-hook.ts'),
    join(src, 'adapters', 'run-thread', 'thread-entry.ts'),
  ];
  return [cli, [join(src, 'sdk', 'testing', 'index.ts')]];
}

/** Bundled by entry point with shared chunks: reading hundreds of small files would be half of a short command's time. */
async function bundle(pkg) {
  const src = join(pkg, 'src');
  if (pkg !== root && !existsSync(join(src, 'index.ts'))) return;
  const outdir = join(pkg, 'dist');
  const made = await Promise.all(bundles(pkg).map((entryPoints) => build({ entryPoints, ...optionsOf(pkg) })));
  const inputs = made.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const outputs = made.flatMap(({ metafile }) => Object.keys(metafile.outputs));
  writeLicences(outdir, inputs);
  removeStale(outdir, new Set(outputs.map((file) => resolve(file))));
}

function optionsOf(pkg) {
  return {
    outdir: join(pkg, 'dist'),
    outbase: join(pkg, 'src'),
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    plugins: pkg === root ? [bundledPackages] : [sharedTypeBox, bundledPackages],
    ...commonJsInside,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    metafile: true,
    logLevel: 'warning',
  };
}

/** Outputs of earlier builds would otherwise stay in the package; young ones may still be loaded by a panka that runs. */
function removeStale(outdir, written) {
  const hourAgo = Date.now() - 3_600_000;
  for (const entry of readdirSync(outdir, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !/\.js(\.map)?$/.test(file) || written.has(file)) continue;
    if (statSync(file).mtimeMs < hourAgo || process.env.CI === 'true') rmSync(file);
  }
}

function sdkTypes() {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const r = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.sdk.json')], { stdio: 'inherit' });
  if (r.status !== 0) process.exit(r.status ?? 1);
}

linkSelf();
const plugins = readdirSync(join(root, 'plugins'), { withFileTypes: true })
  .filter((d) => d.isDirectory())
  .map((d) => join(root, 'plugins', d.name));
await Promise.all([root, ...plugins].map(bundle));
sdkTypes();

const manifest = spawnSync(process.execPath, [join(root, 'scripts', 'manifest.mjs')], { stdio: 'inherit' });
process.exit(manifest.status ?? 1);
