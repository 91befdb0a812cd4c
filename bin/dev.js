#!/usr/bin/env node
// Runs the sources through tsx: no build, no manifest.
import { join } from 'node:path';
import { register } from 'tsx/esm/api';
import { ignoreClosedPipes, readPackage, root, setDataFolder, withoutPlugins } from './start.js';

/** package.json with every path into dist pointing at the sources. */
function sourcePackage() {
  return JSON.parse(JSON.stringify(readPackage()).replace(/"\.\/dist\/([^"]*)"/g, (_, path) => `"./src/${path}"`));
}

async function loadConfig() {
  const { Config, Plugin } = await import('@oclif/core');
  const rootPlugin = new Plugin({ isRoot: true, pjson: sourcePackage(), root, ignoreManifest: true });
  await rootPlugin.load();
  const userPlugins = !withoutPlugins(process.env);
  const config = await Config.load({ root, plugins: [rootPlugin], userPlugins });
  await config.loadPluginsAndCommands({ force: true });
  return config;
}

ignoreClosedPipes();
setDataFolder(process.env);
process.env.PANKA_SOURCES = '1';
await import('reflect-metadata');
register({ tsconfig: join(root, 'tsconfig.json') });
const { execute } = await import('@oclif/core');
await execute({ loadOptions: await loadConfig() });
