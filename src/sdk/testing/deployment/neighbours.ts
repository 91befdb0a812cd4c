import { collectReferences, type WrittenReference } from '../../../core/discovery/references/collect-references.js';
import { checkSchema } from '../../../core/discovery/schema/check-schema.js';
import { specSchema } from '../../../core/discovery/schema/common-spec.js';
import type { KindRegistry, LoadedKind } from '../../../core/registry/kind-registry.js';
import type { ComponentKind } from '../../component-kind.js';
import type { JsonObject } from '../../json.js';

/** Smallest useful spec of the kinds that come with Panka; the first that fits a reference is taken. */
const MINIMAL: Readonly<Record<string, JsonObject>> = {
  SQS: { visibilityTimeout: 900 },
  RDS: {
    engine: { type: 'postgres', version: '16' },
    instance: { class: 'db.t4g.medium', storage: { allocatedGB: 20 } },
    database: { name: 'app' },
  },
  DynamoDB: { hashKey: { name: 'id', type: 'S' }, stream: { enabled: true } },
  S3: {},
  MicroService: {
    image: 'registry.example.com/app:1.0',
    ports: [{ name: 'http', port: 8080 }],
    healthCheck: { path: '/health', port: 8080 },
  },
  Lambda: { runtime: 'nodejs22.x', handler: 'index.handler', code: { zipFile: 'exports.handler = async () => "ok";' } },
  Worker: { image: 'registry.example.com/worker:1.0', source: { type: 'none' } },
  ALB: {},
};

/** Components that the documents refer to and do not hold, as documents. */
export async function neighboursOf(documents: readonly JsonObject[], registry: KindRegistry): Promise<JsonObject[]> {
  const known = new Set(documents.map(addressOf));
  const wanted = new Map<string, WrittenReference[]>();
  for (const document of documents.filter(isComponent)) {
    const { definition } = await registry.load(String(document['kind']));
    for (const reference of referencesOf(document, definition)) {
      const address = addressFrom(reference.component, document);
      if (!known.has(address)) wanted.set(address, [...(wanted.get(address) ?? []), reference]);
    }
  }
  const kinds = await Promise.all(Object.keys(MINIMAL).map((kind) => registry.load(kind)));
  return [...wanted].map(([address, references]) => neighbour(address, references, { kinds, like: documents[0]! }));
}

function referencesOf(document: JsonObject, kind: ComponentKind): readonly WrittenReference[] {
  return collectReferences(completeSpec(document, kind), kind, true);
}

/** The spec in its canonical form, with the schema's defaults. */
export function completeSpec(document: JsonObject, kind: ComponentKind): JsonObject {
  const given = (document['spec'] ?? {}) as JsonObject;
  return checkSchema(specSchema(kind.schema), kind.normalise?.(given) ?? given).value as JsonObject;
}

function neighbour(
  address: string,
  references: readonly WrittenReference[],
  { kinds, like }: { kinds: readonly LoadedKind[]; like: JsonObject },
): JsonObject {
  const fitting = kinds.find(({ definition }) => references.every((reference) => fits(definition, reference)));
  if (fitting === undefined)
    throw new Error(`no kind that comes with Panka can be "${address}": give it to the contract as a neighbour`);
  const [service, name] = address.split('/');
  const { kind } = fitting.definition;
  return {
    apiVersion: 'components.panka.io/v1',
    kind,
    metadata: { name: name!, service: service!, stack: (like['metadata'] as JsonObject)['stack']! },
    spec: MINIMAL[kind]!,
  };
}

function fits({ kind, outputs, access }: ComponentKind, reference: WrittenReference): boolean {
  const level = reference.access ?? 'default';
  return (
    (reference.kinds?.includes(kind) ?? true) &&
    (reference.output === undefined || outputs[reference.output] !== undefined) &&
    (level === 'default' || level === access.default || access.levels[level] !== undefined)
  );
}

export function isComponent(document: JsonObject): boolean {
  return document['apiVersion'] === 'components.panka.io/v1';
}

/** `service/name`. */
export function addressOf(document: JsonObject): string {
  const { service, name } = document['metadata'] as { service?: string; name?: string };
  return `${service}/${name}`;
}

function addressFrom(reference: string, from: JsonObject): string {
  if (reference.includes('/')) return reference;
  return `${String((from['metadata'] as JsonObject)['service'])}/${reference}`;
}
