import type { PulumiCli } from '../../../src/adapters/pulumi-cli/find-pulumi-cli.js';
import { deploymentEngineContract } from '../../contracts/deployment-engine.contract.js';
import { StockEngine, stockCli } from './stock-engine.js';

describe('with the stock Pulumi CLI on PATH', () => {
  let cli: PulumiCli | undefined;
  const engines: StockEngine[] = [];

  before(async function () {
    cli = await stockCli();
    if (cli === undefined) return this.skip();
  });
  afterEach(() => Promise.all(engines.splice(0).map((engine) => engine.close())));

  deploymentEngineContract('PulumiEngine', (provider) => {
    const engine = new StockEngine(() => cli as PulumiCli, provider);
    engines.push(engine);
    return engine;
  });
});
