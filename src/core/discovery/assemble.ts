import type { Application } from '../model/application.js';
import { POLICIES } from '../policy/registered-policies.js';
import { type PlatformNames, platformNames } from '../registry/platform-names.js';
import { type ApplicationParts, buildApplication } from './build-application.js';
import { buildDrafts } from './components/build-drafts.js';
import { checkCycles } from './components/check-cycles.js';
import { checkEmpty } from './components/check-empty.js';
import { checkRenames } from './components/check-renames.js';
import { checkRules } from './components/check-rules.js';
import { checkUnitCycles } from './components/check-unit-cycles.js';
import type { ComponentDraft } from './components/component-draft.js';
import { componentsOf } from './components/components-of.js';
import { LayerBuilder } from './components/layer-builder.js';
import { loadKinds } from './components/load-kinds.js';
import { loadRuntimes } from './components/load-runtimes.js';
import { resolveAll } from './components/resolve-all.js';
import { CORE_SCHEMAS } from './core-schemas/index.js';
import type { Run } from './discover.js';
import type { ManifestDocument } from './documents/manifest-document.js';
import type { Documents } from './documents/read-documents.js';
import { buildInfraView } from './infra/build-infra-view.js';
import { checkDashboard } from './infra/check-dashboard.js';
import { checkInfra } from './infra/check-infra.js';
import { ownPolicies } from './infra/own-policies.js';
import { type InfraDocuments, selectInfra } from './infra/select-infra.js';
import { UserTags } from './infra/user-tags.js';
import { infraSchemas } from './infra-schemas/index.js';
import type { ManifestScan } from './manifest-source.js';
import { readSetOptions } from './merge/read-set-options.js';
import type { Place } from './problems.js';
import { specSchemas } from './schema/with-platforms.js';
import { checkCore } from './stack/check-core.js';
import { checkServiceNames } from './stack/check-service-names.js';
import { environmentClassOf, pinsOf } from './stack/choose-environment.js';
import type { ChosenStack } from './stack/choose-stack.js';
import { type CoreDocuments, coreDocuments } from './stack/core-documents.js';
import { componentOverlays } from './stack/overlays.js';
import { resolveCore } from './stack/resolve-core.js';
import { checkGiven } from './variables/check-given.js';
import { checkNumbers } from './variables/check-numbers.js';
import { readVariableFiles } from './variables/variable-files.js';
import { VariableScope } from './variables/variable-scope.js';
import { variableSets } from './variables/variable-sets.js';

export interface Assembly {
  readonly run: Run;
  readonly scan: ManifestScan;
  readonly read: Documents;
  readonly chosen: ChosenStack;
  readonly environment: string;
  readonly lost: ReadonlySet<string>;
}

/** From the documents of one stack and environment to the application: merge, check, refer, validate. */
export async function assemble(assembly: Assembly): Promise<Application> {
  const { run, scan, chosen } = assembly;
  const { report } = run.log;
  const written = coreDocuments(
    chosen.stack,
    chosen.documents,
    assembly.read.environmentFiles,
    assembly.environment,
    report,
  );
  const infra = selectInfra(chosen.documents, assembly.environment, report);
  const { scope, inputs } = await variablesOf(written, infra, assembly);
  checkCore({ stack: chosen.stack, core: written, documents: chosen.documents, schemas: CORE_SCHEMAS, scope, report });
  const core = resolveCore(written, scope, report);
  const environment = {
    name: assembly.environment,
    class: environmentClassOf(assembly.environment, core, infra),
    ...pinsOf(core, infra),
  };
  const components = componentsOf(chosen.documents, report);
  const platforms = platformNames(run.request.registry);
  const schemas = infraSchemas(platforms);
  const view = buildInfraView({
    infra,
    stack: core.stack,
    schemas,
    scope,
    environmentClass: environment.class,
    report,
  });
  checkInfra({
    infra,
    components,
    lost: assembly.lost,
    schemas,
    scope,
    registry: run.request.registry,
    platforms,
    report,
  });
  checkEmpty(core.stack, components, assembly);
  const drafts = await draftsOf({ assembly, core, infra, scope, components, environment, platforms });
  const options = { stack: core.stack.metadata.name, lost: assembly.lost, elsewhere: chosen.elsewhere };
  const { references, index } = resolveAll(drafts, components, options, report);
  const parts: ApplicationParts = {
    source: run.request.files,
    scan,
    maps: run.maps,
    core,
    environment,
    infra: view,
    drafts,
    references,
    index,
    inputs,
  };
  const application = buildApplication(parts);
  checkGiven(run.request.variables?.vars ?? {}, scope, report);
  checkNumbers(scope, run.maps, report);
  checkServiceNames(components, core, report);
  checkRenames(components, report);
  checkCycles(application, drafts, report);
  checkUnitCycles(application, drafts, report);
  checkDashboard(application, infra, report);
  const { policies = POLICIES, prices, today, target, registry } = run.request;
  const runtimes = await loadRuntimes(drafts, application.components, registry, report);
  const book = checkRules({
    stack: core.stack,
    application,
    drafts,
    runtimes,
    region: environment.region ?? target?.region,
    policies: [...policies, ...(await ownPolicies(infra, view, report))],
    ...(view.compliance['budget'] === undefined ? {} : { prices: await prices?.() }),
    today,
    report,
    locate: (place) => run.maps.locate(place),
  });
  return { ...application, policies: book };
}

async function variablesOf(
  core: CoreDocuments,
  infra: InfraDocuments,
  { run, environment, lost }: Assembly,
): Promise<{ scope: VariableScope; inputs: unknown }> {
  const { request, log } = run;
  const { vars = {}, varFiles = [], env = {} } = request.variables ?? {};
  const files = await readVariableFiles(varFiles, request.files, log.report);
  const pins = { ...request.target, ...pinsOf(core, infra) };
  const sets = variableSets(core, { vars, files, env }, { environment, ...pins }, log.report);
  const own = Object.entries(env)
    .filter(([name]) => name.startsWith('PANKA_VAR_'))
    .sort();
  return {
    scope: new VariableScope(sets, { used: new Set(), unresolved: false, numbers: new Map() }, lost),
    inputs: [Object.entries(vars).sort(), files, own, request.sets ?? [], pins],
  };
}

interface DraftRequest {
  readonly assembly: Assembly;
  readonly core: CoreDocuments;
  readonly infra: InfraDocuments;
  readonly scope: VariableScope;
  readonly components: ReadonlyMap<string, ManifestDocument>;
  readonly environment: Application['environment'];
  readonly platforms: PlatformNames;
}

async function draftsOf({
  assembly,
  core,
  infra,
  scope,
  components,
  environment,
  platforms,
}: DraftRequest): Promise<ComponentDraft[]> {
  const { run, chosen, lost } = assembly;
  const { report } = run.log;
  const patches = chosen.documents.filter(
    (document) => document.group === 'components' && document.overlay === environment.name,
  );
  const builder = new LayerBuilder({
    infra,
    scope,
    environment: environment.name,
    environmentClass: environment.class,
    overlays: componentOverlays(patches, components, lost, report),
    sets: readSetOptions(run.request.sets ?? [], new Set(components.keys()), report),
    stack: core.stack,
    report,
  });
  const kinds = await loadKinds([...components.values()], run.request.registry, report);
  const show = (place: Place) => {
    const { file, line } = run.maps.locate(place);
    return `${file}:${line}`;
  };
  return buildDrafts(components.values(), {
    builder,
    kinds,
    schemaOf: specSchemas(platforms),
    tags: new UserTags(core, infra, scope, report),
    show,
    mayBeUnresolved: () => scope.record.unresolved,
    report,
  });
}
