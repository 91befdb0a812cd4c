import { spawnSync } from 'node:child_process';

let isThere: boolean | undefined;

/** Suites that run the stock Pulumi CLI, skipped by name where it is not on PATH. */
export function withStockCli(suites: () => void): void {
  describe('with the stock Pulumi CLI', () => {
    before(function () {
      isThere ??=
        spawnSync('pulumi', ['version'], { env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: '1' } }).status === 0;
      if (!isThere) this.skip();
    });
    suites();
  });
}
