import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import type {
  ApplicationView,
  Binding,
  ComponentOf,
  EnvironmentClass,
  InfraView,
  ResolvedReference,
} from '../../sdk/index.js';
import type { Application, DeploymentEnvironment, Edge, Provenance } from '../model/application.js';
import type { ComponentDraft } from './components/component-draft.js';
import { placeIn } from './documents/manifest-document.js';
import type { ManifestScan, ManifestSource } from './manifest-source.js';
import { provenanceOf } from './merge/provenance.js';
import { ComponentIndex, type IndexOptions } from './references/component-index.js';
import { ReferenceEdge } from './references/reference-edge.js';
import type { SourceMaps } from './source-maps.js';
import type { CoreDocuments } from './stack/core-documents.js';
import { withoutMarks } from './variables/unresolved.js';

export interface ApplicationParts {
  readonly source: ManifestSource;
  readonly scan: ManifestScan;
  readonly maps: SourceMaps;
  readonly core: CoreDocuments;
  readonly environment: DeploymentEnvironment;
  readonly infra: InfraView;
  readonly drafts: readonly ComponentDraft[];
  readonly references: ReadonlyMap<string, readonly ResolvedReference[]>;
  readonly index: IndexOptions;
  /** Everything besides the files that the result depends on. */
  readonly inputs: unknown;
}

/** Puts the pieces together: components with their references, edges, and the questions that can be asked. */
export function buildApplication(parts: ApplicationParts): Omit<Application, 'policies'> {
  const { source, core, environment, infra, drafts, references, maps } = parts;
  const components = drafts.map((draft) => component(draft, references.get(draft.address) ?? [], parts));
  const byAddress = new Map(drafts.map((draft) => [draft.address, draft]));
  return {
    stack: stackModel(parts),
    environment,
    services: servicesOf(core, components),
    components,
    edges: drafts.flatMap((draft) => edgesOf(draft, references.get(draft.address) ?? [], maps)),
    infra,
    view: applicationView(components, environment.class, infra, parts.index),
    folder: source.folder,
    digest: digestOf(parts),
    provenance(address: string, pointer: string): Provenance | undefined {
      const draft = byAddress.get(address);
      return draft && provenanceOf(draft, pointer, (place) => maps.locate(place));
    },
  };
}

function component(
  draft: ComponentDraft,
  references: readonly ResolvedReference[],
  { source, core, environment }: ApplicationParts,
): ComponentOf {
  const { document, address, name, service, spec, tags } = draft;
  const { labels, renamedFrom } = document.metadata;
  return {
    address,
    name,
    service,
    stack: core.stack.metadata.name,
    environment: environment.name,
    environmentClass: environment.class,
    kind: document.kind,
    spec: draft.valid ? withAccess(spec, references) : withoutMarks(spec),
    tags,
    labels,
    ...(renamedFrom === undefined ? {} : { renamedFrom: formerAddress(renamedFrom, service) }),
    folder: join(source.folder, dirname(document.file)),
    references,
  };
}

/** A binding that names no access level gets the one that the other kind grants by default. */
function withAccess(spec: ComponentOf['spec'], references: readonly ResolvedReference[]): ComponentOf['spec'] {
  const { bindings } = spec;
  if (!Array.isArray(bindings) || bindings.every((binding: Partial<Binding>) => binding.access !== undefined))
    return spec;
  const filled = bindings.map((binding: Partial<Binding>, index) => {
    const access = references.find((reference) => reference.path === `/bindings/${index}/component`)?.access;
    return binding.access === undefined && access ? { ...binding, access } : binding;
  });
  return Object.assign({}, spec, { bindings: filled as Binding[] });
}

/** `name` is in the same service. */
export function formerAddress(renamedFrom: string, service: string): string {
  return renamedFrom.includes('/') ? renamedFrom : `${service}/${renamedFrom}`;
}

function edgesOf(draft: ComponentDraft, references: readonly ResolvedReference[], maps: SourceMaps): Edge[] {
  const edges: ReferenceEdge[] = [];
  for (const { to, edge, reason, path } of references) {
    const made =
      edge === 'neededBy' ? new ReferenceEdge(to, draft.address, reason) : new ReferenceEdge(draft.address, to, reason);
    if (edges.some((one) => one.equals(made))) continue;
    edges.push(made.writtenAt(draft, path, maps));
  }
  return edges;
}

function stackModel({ core, maps }: ApplicationParts): Application['stack'] {
  const { metadata, spec } = core.stack;
  return {
    name: metadata.name,
    labels: metadata.labels,
    spec,
    get source() {
      return maps.locate(placeIn(core.stack, '/metadata/name'));
    },
  };
}

/** Declared services, and those that only components name. */
function servicesOf(core: CoreDocuments, components: readonly ComponentOf[]): Application['services'] {
  const names = [...new Set([...core.services.keys(), ...components.map((one) => one.service)])].sort();
  return names.map((name) => {
    const declared = core.services.get(name);
    return { name, labels: declared?.metadata.labels ?? {}, spec: declared?.spec ?? {} };
  });
}

function applicationView(
  components: readonly ComponentOf[],
  environmentClass: EnvironmentClass,
  infra: InfraView,
  options: IndexOptions,
): ApplicationView {
  let index: ComponentIndex<ComponentOf> | undefined;
  let incoming: Incoming | undefined;
  return {
    components,
    environmentClass,
    infra,
    find(reference, from) {
      index ??= new ComponentIndex(components, options);
      return index.find(reference, from.service);
    },
    referencesTo(address) {
      incoming ??= incomingReferences(components);
      return incoming.get(address) ?? [];
    },
  };
}

type Incoming = ReadonlyMap<string, readonly { readonly from: ComponentOf; readonly reference: ResolvedReference }[]>;

function incomingReferences(components: readonly ComponentOf[]): Incoming {
  const incoming = new Map<string, { from: ComponentOf; reference: ResolvedReference }[]>();
  for (const from of components) {
    for (const reference of from.references) {
      const list = incoming.get(reference.to);
      if (list) list.push({ from, reference });
      else incoming.set(reference.to, [{ from, reference }]);
    }
  }
  return incoming;
}

/** Two equal digests mean equal applications: the files, the variables and the options that it was made from are the same. */
function digestOf({ scan, environment, inputs }: ApplicationParts): string {
  const hash = createHash('sha256');
  for (const file of scan.files) hash.update(`${file.path}\n${file.hash}\n`);
  hash.update(JSON.stringify([environment, inputs satisfies unknown]));
  return hash.digest('hex');
}
