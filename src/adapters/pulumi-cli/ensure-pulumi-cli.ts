import { findPulumiCli, type PulumiCli } from './find-pulumi-cli.js';
import { installPulumiCli } from './install-pulumi-cli.js';

/** The CLI in panka's own folder; downloaded where none there fits. */
export async function ensurePulumiCli(
  folder: string,
): Promise<{ readonly cli: PulumiCli; readonly installed: boolean }> {
  const cli = await findPulumiCli({ env: {}, engineFolder: folder }).catch(() => undefined);
  if (cli !== undefined) return { cli, installed: false };
  return { cli: await installPulumiCli(folder), installed: true };
}
