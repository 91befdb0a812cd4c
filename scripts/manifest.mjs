// Writes what makes the start fast, from the built commands: oclif.manifest.json (flags and descriptions without loading a
// command) and dist/help.txt (what `panka --help` prints). Run after every build.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Config, Help, Plugin } from '@oclif/core';
import { readPackage, USER_AGENT, userAgent } from '../bin/start.js';

/** oclif.manifest.json of the commands in dist, as text. */
export async function manifestText(root) {
  const { manifest } = await rootPlugin(root);
  // Commands come in the order in which a file system lists them.
  const commands = Object.fromEntries(Object.entries(manifest.commands).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ ...manifest, commands }, null, 2)}\n`;
}

/** The root help, 80 columns wide and without colours, with a placeholder for version and machine. */
export async function helpText(root) {
  const config = await Config.load({ root, plugins: [await rootPlugin(root)], userPlugins: false, devPlugins: false });
  await config.loadPluginsAndCommands({ force: true });
  const lines = [];
  const help = new (class extends Help {
    log(...args) {
      lines.push(...args);
    }
  })(config, { ...config.pjson.oclif.helpOptions, maxWidth: 80, stripAnsi: true });
  await help.showHelp([]);
  return `${lines.join('\n').replaceAll(userAgent(config.pjson), USER_AGENT)}\n`;
}

/** The CLI itself, its commands read from dist and not from an older manifest. */
async function rootPlugin(root) {
  const options = { isRoot: true, root, pjson: readPackage(), ignoreManifest: true, errorOnManifestCreate: true };
  const plugin = new Plugin({ ...options, respectNoCacheDefault: true });
  await plugin.load();
  return plugin;
}

const self = fileURLToPath(import.meta.url);
if (process.argv[1] === self) {
  process.env.OCLIF_COLUMNS = '80';
  const root = join(self, '..', '..');
  writeFileSync(join(root, 'oclif.manifest.json'), await manifestText(root));
  writeFileSync(join(root, 'dist', 'help.txt'), await helpText(root));
}
