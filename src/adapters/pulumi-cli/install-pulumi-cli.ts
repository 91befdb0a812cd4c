import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pulumiInstallFailed } from './errors.js';
import { installedPath, type PulumiCli } from './find-pulumi-cli.js';
import { TESTED_PULUMI } from './pulumi-version.js';

/** Downloads the tested version with the installer of Pulumi's own SDK, below `engineFolder`. */
export async function installPulumiCli(engineFolder: string): Promise<PulumiCli> {
  const root = join(engineFolder, TESTED_PULUMI);
  try {
    const { PulumiCommand } = await import('@pulumi/pulumi/automation/index.js');
    await PulumiCommand.install({ root, version: semanticVersion(TESTED_PULUMI) });
  } catch (error) {
    throw pulumiInstallFailed(root, error);
  }
  return { path: installedPath(engineFolder, TESTED_PULUMI), version: TESTED_PULUMI, source: 'installed' };
}

/** The installer compares with the class of its own copy of semver. */
function semanticVersion(version: string): import('semver').SemVer {
  const sdk = createRequire(createRequire(import.meta.url).resolve('@pulumi/pulumi'));
  const { SemVer } = sdk('semver') as typeof import('semver');
  return new SemVer(version);
}
