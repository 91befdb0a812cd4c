import { join } from 'node:path';
import sqs from '../../../plugins/sqs/src/index.js';
import { deploymentParts, kindContract } from '../../../src/sdk/testing/index.js';
import { repository } from '../../helpers/cli.js';
import { withStockCli } from '../../helpers/with-stock-cli.js';

describe('the contract suite', function () {
  this.timeout(300_000);

  withStockCli(() => {
    const given = process.env['PANKA_SANDBOX_ENGINE'];
    before(() => {
      process.env['PANKA_SANDBOX_ENGINE'] = 'pulumi';
    });
    after(() => {
      if (given === undefined) delete process.env['PANKA_SANDBOX_ENGINE'];
      else process.env['PANKA_SANDBOX_ENGINE'] = given;
    });
    // One example: with the CLI each takes seconds. CONTRIBUTING.md says how all of every kind are run.
    const cheapest = (title: string, body: () => void | Promise<void>) =>
      /"minimal" in the sandbox/.test(title) ? it(title, body) : undefined;
    const packageDir = join(repository, 'plugins', 'sqs');
    kindContract({ kind: sqs, packageDir, it: cheapest, describe, parts: deploymentParts });
  });
});
