import { EmbeddedEngine } from '../../../src/adapters/embedded-engine/embedded-engine.js';
import { deploymentEngineContract } from '../../contracts/deployment-engine.contract.js';
import { testSealer } from './world.js';

for (const transport of ['in-process', 'grpc'] as const) {
  deploymentEngineContract(`EmbeddedEngine (${transport})`, (provider) => {
    return new EmbeddedEngine({ provider, secrets: testSealer, transport });
  });
}

deploymentEngineContract('EmbeddedEngine (one program at a time)', (provider) => {
  return new EmbeddedEngine({ provider, secrets: testSealer, isolation: 'one-at-a-time' });
});
