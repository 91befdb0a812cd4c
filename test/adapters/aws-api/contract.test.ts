import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenAwsApi } from '../../../src/adapters/aws-api/aws-api.js';
import { SandboxAwsApi } from '../../../src/adapters/sandbox-cloud/sandbox-aws-api.js';
import type { SandboxModels } from '../../../src/sdk/sandbox.js';
import { awsApiContract } from '../../contracts/aws-api.contract.js';
import { repository } from '../../helpers/cli.js';
import { moto } from '../../servers/moto.js';
import { withServer } from '../../servers/with-server.js';
import { removeFolders, Sandbox } from '../sandbox-cloud/sandbox-fixture.js';
import { apiOn } from './api-on.js';

/** As far as moto 5.2.1 goes. */
const MOTO_LACKS = [
  'elasticache:DescribeServerlessCaches',
  'elasticache:DescribeUserGroups',
  'kafka:DescribeClusterV2',
  'kafka:DescribeTopic',
  'kafka:GetBootstrapBrokers',
  'lambda:Invoke',
  'memorydb:DescribeACLs',
  'ssm:DescribeInstanceAssociationsStatus',
  'ssm:DescribeInstanceInformation',
];

describe('the API of AWS', () => {
  withServer(moto, () => {
    let api: OpenAwsApi;
    before(async () => {
      api = apiOn(await moto.url());
    });
    after(() => api?.close());
    awsApiContract({ api: () => api, lacks: MOTO_LACKS });
  });

  describe('in the sandbox', () => {
    let api: SandboxAwsApi;
    before(async () => {
      const models = await pluginModels();
      api = new SandboxAwsApi({ store: new Sandbox({ models }).store, models });
    });
    after(removeFolders);
    awsApiContract({ api: () => api });
  });
});

async function pluginModels(): Promise<readonly SandboxModels[]> {
  const plugins = join(repository, 'plugins');
  const files = readdirSync(plugins).map((name) => join(plugins, name, 'src/sandbox.ts'));
  return Promise.all(
    files.filter(existsSync).map(async (file) => ((await import(file)) as { default: SandboxModels }).default),
  );
}
