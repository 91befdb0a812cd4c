import type { SecretSealer } from '../../../core/state/secret-sealer.js';
import { HttpRefusal } from '../http-refusal.js';
import { type Route, STACK, type StackRequest } from '../route.js';
import { openBytes, sealBytes } from '../sealed-bytes.js';

/** Values are base64 on the wire. What is sealed can be opened with the state's own key, without this server. */
export function secretRoutes(secrets: SecretSealer): readonly Route[] {
  const seal = (text: string) => sealBytes(secrets, text);
  const open = (text: string) => openBytes(secrets, text);
  return [
    post('encrypt', (body) => ({ ciphertext: seal(textOf(body, 'plaintext')) })),
    post('decrypt', (body) => ({ plaintext: open(textOf(body, 'ciphertext')) })),
    post('batch-encrypt', (body) => ({ ciphertexts: textsOf(body, 'plaintexts').map(seal) })),
    post('batch-decrypt', (body) => {
      const texts = textsOf(body, 'ciphertexts');
      return { plaintexts: Object.fromEntries(texts.map((text) => [text, open(text)])) };
    }),
    post('decrypt/log-decryption', () => ({})),
    post('decrypt/log-batch-decryption', () => ({})),
  ];
}

type Body = Readonly<Record<string, unknown>>;

function post(path: string, answer: (body: Body) => unknown): Route {
  const read = async ({ body }: StackRequest) => answer((await body()) as Body);
  return { of: 'stack', method: 'POST', path: `${STACK}/${path}`, answer: read };
}

function textOf(body: Body, field: string): string {
  const text = body[field];
  if (typeof text !== 'string') throw new HttpRefusal(400, `The field ${field} is no text.`);
  return text;
}

function textsOf(body: Body, field: string): readonly string[] {
  const texts = body[field] ?? [];
  if (Array.isArray(texts) && texts.every((text) => typeof text === 'string')) return texts;
  throw new HttpRefusal(400, `The field ${field} is no list of texts.`);
}
