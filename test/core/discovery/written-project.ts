import { createHash } from 'node:crypto';
import { type DiscoverRequest, discover, type ManifestSource } from '../../../src/core/discovery/index.js';
import { parseManifest } from '../../../src/core/discovery/yaml/parse-manifest.js';
import { SourceMap } from '../../../src/core/discovery/yaml/source-map.js';
import type { ComponentOf } from '../../../src/sdk/index.js';
import { sampleRegistry } from './sample-kinds.js';

/** A project whose files are given as texts, by path. */
export function written(files: Readonly<Record<string, string>>): ManifestSource {
  const text = (file: string): string => {
    const found = files[file];
    if (found === undefined) throw new Error(`no file ${file}`);
    return found;
  };
  return {
    folder: '/project',
    text,
    async scan() {
      const paths = Object.keys(files)
        .filter((path) => /\.ya?ml$/.test(path))
        .sort();
      const scanned = paths.map(async (path) => {
        const { documents, problems } = await parseManifest(text(path));
        const map = new SourceMap(path, text(path), []);
        const diagnostics = problems.map(({ severity, message, offset }) => ({
          severity,
          code: 'YamlSyntax',
          message,
          source: map.at(offset),
        }));
        return { path, hash: createHash('sha256').update(text(path)).digest('hex'), documents, diagnostics };
      });
      return { files: await Promise.all(scanned), diagnostics: [] };
    },
  };
}

export const STACK = 'apiVersion: core.panka.io/v1\nkind: Stack\nmetadata: {name: shop}\n';
export const NETWORKING =
  'apiVersion: infra.panka.io/v1\nkind: Networking\nmetadata: {name: network}\nspec: {vpc: {mode: create}}\n';

/** A component as YAML; `spec` in flow or block style, starting on its own line. */
export function component(kind: string, address: string, spec = '{}'): string {
  const [service, name] = address.split('/');
  return `apiVersion: components.panka.io/v1\nkind: ${kind}\nmetadata: {name: ${name}, service: ${service}}\nspec: ${spec}\n`;
}

/** One more document, of the core or infra group. */
export function document(kind: string, metadata: string, spec: string): string {
  const group = ['Stack', 'Service', 'Environment'].includes(kind) ? 'core' : 'infra';
  return `apiVersion: ${group}.panka.io/v1\nkind: ${kind}\nmetadata: ${metadata}\nspec: ${spec}\n`;
}

/** Discovers written files; a Stack is added unless one is given. */
export function discoverWritten(
  files: Readonly<Record<string, string>>,
  request: Partial<DiscoverRequest> = {},
): ReturnType<typeof discover> {
  const all = 'stack.yaml' in files ? files : { 'stack.yaml': STACK, ...files };
  return discover({
    files: written(all),
    registry: sampleRegistry(),
    environment: 'development',
    today: '2026-01-01',
    ...request,
  });
}

/** The spec of one component; what is wrong is thrown. */
export async function specOf(
  address: string,
  files: Readonly<Record<string, string>>,
  request: Partial<DiscoverRequest> = {},
): Promise<ComponentOf['spec']> {
  const { value, diagnostics } = await discoverWritten(files, request);
  const errors = diagnostics.filter((one) => one.severity === 'error');
  if (errors.length > 0) throw new Error(errors.map((one) => `${one.code}: ${one.message}`).join('\n'));
  return value!.components.find((one) => one.address === address)!.spec;
}
