import type { Interfaces } from '@oclif/core';
import { linkHostPackages } from './host-links.js';
import { writeNpmSettings } from './npm-settings.js';
import { recoverFolder } from './staged-folder.js';

/** npm's settings in the plugin folder and links to the host's packages above it; before any `plugins` command. */
export async function preparePluginFolder(config: Pick<Interfaces.Config, 'dataDir' | 'root'>): Promise<void> {
  await recoverFolder(config.dataDir);
  await writeNpmSettings(config.dataDir);
  await linkHostPackages(config.dataDir, config.root);
}
