import { CORE_SCHEMAS } from '../discovery/core-schemas/index.js';
import { API_VERSIONS } from '../discovery/documents/api-version.js';
import { infraSchemas } from '../discovery/infra-schemas/index.js';
import type { JsonSchema } from '../discovery/schema/json-schema.js';
import { specSchemas } from '../discovery/schema/with-platforms.js';
import type { RuntimeRegistry } from '../registry/extension.js';
import type { KindRegistry } from '../registry/kind-registry.js';
import { platformNames } from '../registry/platform-names.js';
import type { DocumentSchema } from './editor-schema.js';

/**
 * Schemas of the core and infrastructure documents and of every usable kind. With `only`, of these alone: one that does
 * not exist rejects with UnknownKind. Without, a kind that cannot be loaded is left out: `panka kinds` says why.
 */
export async function documentSchemas(
  registry: KindRegistry & Partial<RuntimeRegistry>,
  only?: readonly string[],
): Promise<readonly DocumentSchema[]> {
  // What is not installed is no completion: whoever writes it is told what to install.
  const platforms = { ...platformNames(registry), installable: [] };
  const builtIn = [...fixed(API_VERSIONS.core, CORE_SCHEMAS), ...fixed(API_VERSIONS.infra, infraSchemas(platforms))];
  const schemaOf = specSchemas(platforms);
  if (only) {
    const component = (kind: string) => componentSchema(registry, kind, schemaOf);
    return Promise.all(only.map(async (kind) => builtIn.find((d) => d.kind === kind) ?? component(kind)));
  }
  const kinds = registry.entries.filter((entry) => entry.problem === undefined).map((entry) => entry.kind);
  const components = await Promise.all(
    kinds.map((kind) => componentSchema(registry, kind, schemaOf).catch(() => undefined)),
  );
  return [...builtIn, ...components.filter((document) => document !== undefined)];
}

async function componentSchema(
  registry: KindRegistry,
  kind: string,
  schemaOf: (kindSchema: object) => JsonSchema,
): Promise<DocumentSchema> {
  const { definition } = await registry.load(kind);
  const { schema, summary } = definition;
  return { apiVersion: API_VERSIONS.components, kind, summary, spec: schemaOf(schema), ofService: true };
}

function fixed(apiVersion: string, schemas: Readonly<Record<string, JsonSchema>>): readonly DocumentSchema[] {
  return Object.entries(schemas).map(([kind, spec]) => ({
    apiVersion,
    kind,
    summary: SUMMARIES[kind] ?? spec.description ?? kind,
    spec,
    ofService: kind === 'ServiceInfraDefaults' || kind === 'ComponentInfra',
  }));
}

const SUMMARIES: Readonly<Record<string, string>> = {
  Stack: 'What is deployed together: provider, variables and environments',
  Service: 'A group of components with variables of its own',
  Environment: 'Settings of one environment',
  InfraDefaults: 'Defaults for every component of the stack',
  ServiceInfraDefaults: 'Defaults for the components of one service',
  ComponentInfra: 'Infrastructure settings of one component',
  Networking: 'VPC, subnets and network rules',
  Security: 'Encryption, IAM and audit settings',
  Observability: 'Logs, metrics and alarms',
  Compliance: 'Policies: raised, lowered and excepted rules',
};
