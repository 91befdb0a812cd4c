import type { JsonObject } from '../../../sdk/index.js';
import { type ManifestDocument, placeIn } from '../documents/manifest-document.js';
import type { RawDocument } from '../documents/read-document.js';
import type { Place, Report } from '../problems.js';
import { isObject, own } from '../values.js';
import { duplicate } from './choose-stack.js';
import { nothingToPatch, patched } from './overlays.js';

/** Where settings of the chosen environment stand: the later wins. */
export interface EnvironmentSettings {
  readonly spec: JsonObject;
  readonly place: (pointer: string) => Place;
}

/** Stack, services and environment of a run, patches applied. */
export interface CoreDocuments {
  readonly stack: ManifestDocument;
  readonly services: ReadonlyMap<string, ManifestDocument>;
  readonly environment: readonly EnvironmentSettings[];
}

export function coreDocuments(
  stack: ManifestDocument,
  documents: readonly ManifestDocument[],
  files: readonly RawDocument[],
  environment: string,
  report: Report,
): CoreDocuments {
  const core = documents.filter((document) => document.group === 'core');
  const overlays = core.filter((document) => document.overlay === environment);
  const services = new Map<string, ManifestDocument>();
  for (const document of core) {
    if (document.kind !== 'Service' || document.overlay !== undefined) continue;
    const first = services.get(document.metadata.name);
    if (first) duplicate(`service "${document.metadata.name}"`, first, document, report);
    else services.set(document.metadata.name, document);
  }
  patchServices(services, overlays, report);
  const patches = overlays.filter((document) => document.kind === 'Stack');
  return { stack: patched(stack, patches), services, environment: settings(stack, core, files, environment, report) };
}

function patchServices(
  services: Map<string, ManifestDocument>,
  overlays: readonly ManifestDocument[],
  report: Report,
): void {
  for (const patch of overlays) {
    if (patch.kind !== 'Service') continue;
    const base = services.get(patch.metadata.name);
    if (base) services.set(patch.metadata.name, patched(base, [patch]));
    else nothingToPatch(patch, patch.metadata.name, [...services.keys()], report);
  }
}

/** Stack.spec.environments, then Environment documents, then the short files of the environment's folder. */
function settings(
  stack: ManifestDocument,
  core: readonly ManifestDocument[],
  files: readonly RawDocument[],
  environment: string,
  report: Report,
): EnvironmentSettings[] {
  const found: EnvironmentSettings[] = [];
  const declared = stack.spec['environments'];
  if (isObject(declared)) {
    const entry = own(declared, environment);
    if (isObject(entry))
      found.push({ spec: entry, place: (pointer) => placeIn(stack, `/spec/environments/${environment}${pointer}`) });
  }
  let first: ManifestDocument | undefined;
  for (const document of core) {
    if (document.kind !== 'Environment' || document.metadata.name !== environment) continue;
    if (first) duplicate(`environment "${environment}"`, first, document, report);
    first ??= document;
    found.push({ spec: document.spec, place: (pointer) => placeIn(document, `/spec${pointer}`) });
  }
  for (const file of files) if (file.overlay === environment) found.push(shortFile(file));
  return found;
}

/** `variables.yaml` holds the variables themselves; `environments/<env>.yaml` the fields of an Environment. */
function shortFile(file: RawDocument): EnvironmentSettings {
  const value = file.value as JsonObject;
  const place = (pointer: string): Place => ({ file: file.file, document: file.index, pointer });
  const wrapped = Object.keys(value).length === 1 && isObject(value['variables']);
  if (!/(^|\/)variables\.ya?ml$/.test(file.file) || wrapped) return { spec: value, place };
  return { spec: { variables: value }, place: (pointer) => place(pointer.replace(/^\/variables/, '')) };
}
