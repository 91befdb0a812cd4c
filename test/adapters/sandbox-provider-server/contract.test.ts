import { serveProvider } from '../../../src/adapters/sandbox-provider-server/serve-provider.js';
import { resourceProviderContract } from '../../contracts/resource-provider.contract.js';
import { exampleModels } from '../sandbox-cloud/example-models.js';
import { removeFolders, Sandbox } from '../sandbox-cloud/sandbox-fixture.js';
import { ProviderClient } from './provider-client.js';

describe('the simulated cloud', () => {
  after(removeFolders);

  resourceProviderContract('the sandbox', async () => new Sandbox({ models: [exampleModels] }));

  resourceProviderContract('the sandbox behind the plugin protocol', async () => {
    const served = await serveProvider(new Sandbox({ models: [exampleModels] }).provider);
    const provider = new ProviderClient(served.port);
    const close = async () => {
      provider.close();
      await served.close();
    };
    return { provider, close };
  });
});
