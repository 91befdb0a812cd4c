import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { discover } from '../../../core/discovery/discover.js';
import type { DiscoverRequest } from '../../../core/discovery/discover-request.js';
import { type Desired, prepareDesired } from '../../../core/execution/desired.js';
import type { TargetIdentity } from '../../../core/execution/ports.js';
import type { JsonObject } from '../../json.js';
import type { KindSubject } from '../subject.js';
import { contractRegistry } from './contract-registry.js';
import { InMemoryManifests } from './in-memory-manifests.js';
import { addressOf, completeSpec, isComponent, neighboursOf } from './neighbours.js';
import type { ReadmeBlock } from './readme-blocks.js';

/** Where examples are rendered and deployed. */
export const EXAMPLE_TARGET: TargetIdentity = { name: 'sandbox', account: '123456789012', region: 'us-east-1' };

/** An example as an application of its own, in a temporary folder. */
export interface ExampleProject {
  readonly folder: string;
  /** Address of the example's component. */
  readonly address: string;
  /** Throws what validation finds. */
  desire(): Promise<Desired>;
  /** The same with deletion protection off everywhere, whatever the policies of the environment's class say. */
  desireUnprotected(): Promise<Desired>;
}

/** Runs `work` with the example as a project, then removes the folder. */
export async function withExample<T>(
  subject: KindSubject,
  block: ReadmeBlock,
  work: (project: ExampleProject) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'panka-contract-'));
  try {
    return await work(await exampleProject(subject, block, folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function exampleProject(subject: KindSubject, block: ReadmeBlock, folder: string): Promise<ExampleProject> {
  const own = [...block.documents, ...givenNeighbours(subject, block)];
  const registry = await contractRegistry(subject, own);
  const documents = [...stackOf(block), ...own, ...(await neighboursOf(own, registry))];
  for (const document of own.filter((d) => d['kind'] === subject.kind.kind))
    makeFiles(folder, subject.kind.files?.(completeSpec(document, subject.kind)) ?? []);
  const desire = async (
    files: InMemoryManifests,
    change: Pick<DiscoverRequest, 'sets' | 'policies'> = {},
  ): Promise<Desired> => {
    const variables = { vars: variablesOf(block) };
    const found = await discover({ files, registry, environment: block.environment, variables, ...change });
    const errors = found.diagnostics.filter((d) => d.severity === 'error').map((d) => `${d.code}: ${d.message}`);
    if (errors.length > 0 || found.value === undefined)
      throw new Error(`README.md:${block.line}, example ${block.name}: ${errors.join('; ')}`);
    const { digestFiles } = await import('../../../adapters/file-digests/digest-files.js');
    return prepareDesired({ application: found.value, registry, digestFiles, pankaVersion: '0.0.0' });
  };
  const sets = documents.filter(isComponent).map((d) => `${addressOf(d)}.spec.deletionProtection=false`);
  return {
    folder,
    address: addressOf(block.documents[0]!),
    desire: () => desire(new InMemoryManifests(folder, documents)),
    desireUnprotected: () =>
      desire(new InMemoryManifests(folder, [...documents, unprotected(block)]), { sets, policies: [] }),
  };
}

/** Neighbours of the contract that the block's documents name and do not bring. */
function givenNeighbours(subject: KindSubject, block: ReadmeBlock): readonly JsonObject[] {
  const brought = new Set(block.documents.map(addressOf));
  const stack = (block.documents[0]!['metadata'] as JsonObject)['stack']!;
  return (subject.neighbours ?? [])
    .filter((document) => !brought.has(addressOf(document)) && block.text.includes(nameOf(document)))
    .map((document) => ({ ...document, metadata: { ...(document['metadata'] as JsonObject), stack } }));
}

function nameOf(document: JsonObject): string {
  return String((document['metadata'] as JsonObject)['name']);
}

function stackOf({ documents, environment }: ReadmeBlock): readonly JsonObject[] {
  const name = String((documents[0]!['metadata'] as JsonObject)['stack']);
  const given = new Set(documents.filter((document) => !isComponent(document)).map((document) => document['kind']));
  const head: readonly JsonObject[] = [
    { apiVersion: 'core.panka.io/v1', kind: 'Stack', metadata: { name }, spec: { region: EXAMPLE_TARGET.region } },
    {
      apiVersion: 'core.panka.io/v1',
      kind: 'Environment',
      metadata: { name: environment, stack: name },
      spec: { class: environment },
    },
    {
      apiVersion: 'infra.panka.io/v1',
      kind: 'Networking',
      metadata: { name: 'network', stack: name },
      spec: { vpc: { mode: 'create', cidr: '10.40.0.0/16' } },
    },
  ];
  return head.filter((document) => !given.has(document['kind']));
}

/** Lets the stack's own data go as well: its network, logs and key. */
function unprotected(block: ReadmeBlock): JsonObject {
  const stack = (block.documents[0]!['metadata'] as JsonObject)['stack']!;
  return {
    apiVersion: 'infra.panka.io/v1',
    kind: 'InfraDefaults',
    metadata: { name: 'unprotected', stack },
    spec: { deletionProtection: false },
  };
}

/** A value for every variable that the block leaves to its reader. */
function variablesOf({ text }: ReadmeBlock): Record<string, string> {
  const built = new Set(['ENVIRONMENT', 'STACK', 'SERVICE', 'COMPONENT', 'REGION', 'ACCOUNT']);
  const names = [...text.matchAll(/(?<!\$)\$\{([A-Z][A-Z0-9_]*)\}/g)].map((match) => match[1]!);
  return Object.fromEntries(names.filter((name) => !built.has(name)).map((name) => [name, VALUES[name] ?? 'value']));
}
const VALUES: Readonly<Record<string, string>> = { DOMAIN: 'api.example.com', VERSION: '1.4.0' };

/** The files that a spec names: a folder holds one file. */
function makeFiles(folder: string, paths: readonly string[]): void {
  for (const path of paths) {
    const file = join(folder, extname(path) === '' ? join(path, 'index.mjs') : path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, 'export const handler = async () => "ok";\n');
  }
}
