import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { LocalSecretSealer } from '../../../src/adapters/local-secrets/local-secret-sealer.js';
import { type ServedProvider, serveProvider } from '../../../src/adapters/sandbox-provider-server/serve-provider.js';
import { sandboxFolders } from '../../../src/adapters/sandbox-target/sandbox-folders.js';
import { CliProject } from '../../helpers/cli.js';
import { withStockCli } from '../../helpers/with-stock-cli.js';
import { sandboxOf } from '../../served-cloud/sandbox-of.js';
import { EjectedStack } from './ejected-stack.js';

const PASSPHRASE = 'open sesame';

describe('an ejected project', function () {
  this.timeout(240_000);
  withStockCli(() => {
    for (const name of ['shop', 'everything'])
      it(`of examples/${name} is imported and previewed by plain Pulumi without a change`, async () => {
        const project = new CliProject(`examples/${name}`);
        let served: ServedProvider | undefined;
        try {
          const here = ['--sandbox', '-e', 'production'];
          const applied = await project.panka(['apply', '--yes', ...here]);
          expect(applied.code, applied.stderr).to.equal(0);
          const folder = join(project.root, 'ejected');
          const env = { PULUMI_CONFIG_PASSPHRASE: PASSPHRASE };
          const ejected = await project.panka(['eject', '--to', folder, '--json', ...here], { env });
          expect(ejected.code, ejected.stderr).to.equal(0);

          const { store, provider } = await sandboxOf({ project: project.folder, region: 'us-east-1' });
          store.reload();
          served = await serveProvider(provider);
          const stack = new EjectedStack({
            ...{ project: folder, root: project.root, stack: 'production', name },
            ...{ port: served.port, passphrase: PASSPHRASE },
          });
          await stack.cli('stack', 'init', 'production', '--secrets-provider', 'passphrase');
          await stack.cli('stack', 'import', '--file', 'state.json');
          const preview = await stack.preview();
          expect(preview.changes).to.deep.equal([]);
          expect(preview.outputs).to.deep.equal([]);
          expect(Object.keys(preview.summary)).to.deep.equal(['same']);
          expect(preview.summary['same']).to.be.greaterThan(ejected.json()['resources'] as number);
          const written = contents(folder);
          expect(written).to.not.include(PASSPHRASE);
          const plain = await secretsOf(project);
          expect(plain.length).to.equal(ejected.json()['secrets']);
          for (const secret of plain) expect(written.includes(secret), 'a secret in plain text').to.equal(false);
        } finally {
          await served?.close();
          project.remove();
        }
      });
  });
});

/** What the state of panka has sealed. */
async function secretsOf(project: CliProject): Promise<readonly string[]> {
  const pulled = (await project.panka(['state', 'pull', '--sandbox', '-e', 'production'])).stdout;
  const { panka } = JSON.parse(pulled) as { panka: { stack: string; environment: string } };
  const sealer = new LocalSecretSealer({
    folder: sandboxFolders(project.folder).keys,
    stackId: `${panka.stack}/${panka.environment}`,
  });
  const sealed = [...pulled.matchAll(/"ciphertext": "([^"]+)"/g)].map((match) => match[1] ?? '');
  return sealed.map((ciphertext) => String(JSON.parse(sealer.open(ciphertext))));
}

/** Everything that was written, as one text. */
function contents(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1')).join('\n');
}
