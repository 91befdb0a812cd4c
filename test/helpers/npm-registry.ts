import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface NpmRegistry {
  readonly url: string;
  /** Paths asked for, in order. */
  readonly requests: readonly string[];
  /** Publishes a tarball under its package.json; the newest becomes `latest`. */
  publish(manifest: { readonly name: string; readonly version: string }, tarball: string): void;
  close(): Promise<void>;
}

/** A registry on this machine that speaks as much of npm's protocol as `npm view` and `npm install` need. */
export async function startRegistry(): Promise<NpmRegistry> {
  const packages = new Map<string, { versions: Record<string, object>; latest: string }>();
  const files = new Map<string, string>();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '').slice(1);
    requests.push(path);
    const found = packages.get(path);
    const file = files.get(path);
    if (file) return response.end(readFileSync(file));
    if (!found) return response.writeHead(404).end('{}');
    response.setHeader('content-type', 'application/json');
    const { versions, latest } = found;
    return response.end(JSON.stringify({ name: path, 'dist-tags': { latest }, versions }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    url,
    requests,
    publish(manifest, tarball) {
      const { name, version } = manifest;
      const path = `${name}/-/${version}.tgz`;
      files.set(path, tarball);
      const integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
      const versions = {
        ...packages.get(name)?.versions,
        [version]: { ...manifest, dist: { tarball: url + path, integrity } },
      };
      packages.set(name, { versions, latest: version });
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
