import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { HttpRefusal } from './http-refusal.js';

const unzip = promisify(gunzip);

/** The JSON of a request, `{}` where it has none. Never part of a message: bodies hold secrets. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const sent = Buffer.concat(chunks);
  if (sent.length === 0) return {};
  try {
    const bytes = request.headers['content-encoding'] === 'gzip' ? await unzip(sent) : sent;
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new HttpRefusal(400, `The body of this ${request.method ?? ''} request cannot be read.`);
  }
}
