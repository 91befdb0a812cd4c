import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { readSettings } from '../../../src/adapters/config-files/read-settings.js';
import { ejectProject } from '../../../src/adapters/eject/eject-project.js';
import { LocalStateStore } from '../../../src/adapters/local-state/local-state-store.js';
import { sandboxFolders } from '../../../src/adapters/sandbox-target/sandbox-folders.js';
import { EXAMPLE_TARGET } from '../../../src/sdk/testing/deployment/example-project.js';
import { withEks } from './eks-stack.js';

describe('a stack on eks, ejected', () => {
  it('is a program that makes the provider of the cluster, and gives it to every object', async () => {
    await withEks(async ({ desire, sandbox, folder }) => {
      const spec = { image: 'web:1.0', ports: [{ name: 'http', port: 8080 }] };
      await sandbox.apply(await desire([['MicroService', 'api/web', spec]]));
      const folders = sandboxFolders(folder);
      const to = join(folder, 'ejected');
      await ejectProject({
        ...{ folder: to, target: EXAMPLE_TARGET, keys: folders.keys, version: '0.0.0', env: {} },
        store: new LocalStateStore({ folder: folders.state }),
        at: { stack: 'shop', environment: 'dev' },
        settings: readSettings(folder, { target: 'sandbox' }),
      });
      const text = (file: string) => readFileSync(join(to, file), 'utf8');
      expect(JSON.parse(text('package.json')).dependencies).to.include({ '@pulumi/kubernetes': '4.34.2' });
      const shared = text('shared.ts');
      expect(shared).to.include("import * as kubernetes from '@pulumi/kubernetes';");
      expect(shared).to.include("new kubernetes.Provider('shared/eks', {");
      expect(shared).to.include('kubeconfig: JSON.stringify({').and.include('upsertExistingObjects: true,');
      const web = text('services/api/web.ts');
      const objects = [...web.matchAll(/new pulumi\.CustomResource\('kubernetes:/g)];
      expect(objects).to.have.length(4);
      expect([...web.matchAll(/provider: shared\.eks,/g)]).to.have.length(objects.length);
    });
  });
});
