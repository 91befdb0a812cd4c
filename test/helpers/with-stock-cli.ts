import { findPulumiCli, type PulumiCli } from '../../src/adapters/pulumi-cli/find-pulumi-cli.js';

let looked: Promise<PulumiCli | undefined> | undefined;

/** Suites that run the stock Pulumi CLI, skipped by name where it is not on PATH. They get it in their hooks and tests. */
export function withStockCli(suites: (cli: () => PulumiCli) => void): void {
  describe('with the stock Pulumi CLI', () => {
    let found: PulumiCli | undefined;
    before(async function () {
      looked ??= findPulumiCli({ env: process.env, engineFolder: '' }).catch(() => undefined);
      found = await looked;
      if (found === undefined) this.skip();
    });
    suites(() => found as PulumiCli);
  });
}
