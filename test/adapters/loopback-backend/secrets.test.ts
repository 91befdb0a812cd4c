import { expect } from 'chai';
import { LoopbackBackend } from '../../../src/adapters/loopback-backend/loopback-backend.js';
import { base64Sealer } from './base64-sealer.js';
import { CliClient } from './cli-client.js';

const STACK = '/api/stacks/panka/shop/test';

function base64(text: string | Buffer): string {
  return Buffer.from(text).toString('base64');
}

describe('secrets of the loopback backend', () => {
  let backend: LoopbackBackend;
  let cli: CliClient;

  beforeEach(async () => {
    backend = await LoopbackBackend.start({ secrets: base64Sealer });
    cli = new CliClient(backend);
    backend.serve({ unit: { project: 'shop', stack: 'test' }, base: undefined });
  });

  afterEach(() => backend.close());

  async function ask(what: string, body: unknown) {
    return (await cli.ask('POST', `${STACK}/${what}`, { body, gzip: true })).body;
  }

  it('are sealed as they stand in a state of the embedded engine', async () => {
    const { ciphertext } = await ask('encrypt', { plaintext: base64('"hunter2"') });
    expect(base64Sealer.open(String(ciphertext))).to.equal('"hunter2"');
  });

  it('come back as they were, text or bytes, one or many', async () => {
    const plaintexts = [
      base64('"hunter2"'),
      base64('{"ü":"\\u0000"}'),
      base64(''),
      base64('\ufeff"with a mark"'),
      base64(Buffer.from([0xff, 0xfe, 0, 0x80])),
      base64('\u0000base64:aGVsbG8='),
    ];
    const { ciphertexts } = await ask('batch-encrypt', { plaintexts });
    const sealed = ciphertexts as string[];
    const { plaintexts: opened } = await ask('batch-decrypt', { ciphertexts: sealed });
    expect(sealed.map((one) => (opened as Record<string, string>)[one])).to.deep.equal(plaintexts);
    for (const [at, ciphertext] of sealed.entries()) {
      expect((await ask('decrypt', { ciphertext }))['plaintext']).to.equal(plaintexts[at]);
    }
  });

  it('that cannot be opened end the request for good, without their text', async () => {
    await backend.close();
    backend = await LoopbackBackend.start({
      secrets: {
        seal: base64Sealer.seal,
        open: () => {
          throw new Error('a secret in the state of "shop" cannot be opened');
        },
      },
    });
    backend.serve({ unit: { project: 'shop', stack: 'test' }, base: undefined });
    const { status, body } = await new CliClient(backend).ask('POST', `${STACK}/batch-decrypt`, {
      body: { ciphertexts: [base64('sealed')] },
    });
    expect([status, body['message']]).to.deep.equal([409, 'a secret in the state of "shop" cannot be opened']);
  });

  it('are refused where they are no texts', async () => {
    for (const [what, body] of [
      ['encrypt', { plaintext: 1 }],
      ['batch-encrypt', { plaintexts: [1] }],
      ['batch-decrypt', { ciphertexts: 'x' }],
    ] as const) {
      expect((await cli.ask('POST', `${STACK}/${what}`, { body })).status).to.equal(400);
    }
  });
});
