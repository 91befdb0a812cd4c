// Builds the CLI and every plugin workspace: each src/**/*.ts is transpiled to dist/**/*.js (no bundling), the SDK's
// types are emitted for plugin authors. Type errors are found by `npm run typecheck`, not here.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

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
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((f) => f.endsWith('.ts') && !f.endsWith('.d.ts') && !f.includes('node_modules'))
    .map((f) => join(folder, f));
}

/** Outputs of deleted sources would otherwise stay in the package. */
function removeStale(out, wanted) {
  if (!existsSync(out)) return;
  for (const file of readdirSync(out, { recursive: true }).map(String)) {
    const stem = file.replace(/(\.d\.ts|\.js|\.js\.map)$/, '');
    if (stem !== file && !wanted.has(stem)) rmSync(join(out, file));
  }
}

async function transpile(pkg) {
  const src = join(pkg, 'src');
  if (!existsSync(src)) return;
  const out = join(pkg, 'dist');
  const entryPoints = sources(src);
  removeStale(out, new Set(entryPoints.map((f) => relative(src, f).replace(/\.ts$/, ''))));
  await build({
    entryPoints,
    outdir: out,
    outbase: src,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'warning',
  });
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
await Promise.all([root, ...plugins].map(transpile));
sdkTypes();

const manifest = spawnSync(process.execPath, [join(root, 'scripts', 'manifest.mjs')], { stdio: 'inherit' });
process.exit(manifest.status ?? 1);
