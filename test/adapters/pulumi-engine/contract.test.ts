import { deploymentEngineContract } from '../../contracts/deployment-engine.contract.js';
import { withStockCli } from '../../helpers/with-stock-cli.js';
import { StockEngine } from './stock-engine.js';

withStockCli((cli) => {
  const engines: StockEngine[] = [];
  afterEach(() => Promise.all(engines.splice(0).map((engine) => engine.close())));

  deploymentEngineContract('PulumiEngine', (provider) => {
    const engine = new StockEngine(cli, provider);
    engines.push(engine);
    return engine;
  });
});
