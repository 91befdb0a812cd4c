import { type Checked, hasErrors } from '../diagnostics/diagnostic.js';
import type { Application } from '../model/application.js';
import { assemble } from './assemble.js';
import type { DiscoverRequest } from './discover-request.js';
import { fileDiagnostics } from './documents/file-diagnostics.js';
import { type Documents, readDocuments } from './documents/read-documents.js';
import { ProblemLog } from './problems.js';
import { SourceMaps } from './source-maps.js';
import { chooseEnvironment } from './stack/choose-environment.js';
import { type ChosenStack, chooseStack } from './stack/choose-stack.js';
import { lostNames } from './stack/lost-names.js';
import { isObject } from './values.js';

/** What every step of one run shares. */
export interface Run {
  readonly request: DiscoverRequest;
  readonly log: ProblemLog;
  readonly maps: SourceMaps;
}

/**
 * Reads a project folder and makes the application of one stack and environment, or says everything that is wrong with it. With
 * errors the value holds what could be made, so that a graph can still be looked at; deploy it only without errors.
 */
export async function discover(request: DiscoverRequest): Promise<Checked<Application | undefined>> {
  const run: Run = { request, log: new ProblemLog(), maps: new SourceMaps(request.files) };
  const value = await application(run);
  return { value, diagnostics: run.log.diagnostics(run.maps) };
}

async function application(run: Run): Promise<Application | undefined> {
  const { request, log } = run;
  const { report } = log;
  const scan = await request.files.scan();
  const ofFiles = fileDiagnostics(scan, request.files);
  log.add(ofFiles);
  const read = readDocuments(scan.files, {
    report,
    componentKinds: request.registry.entries.map((entry) => entry.kind),
  });
  const chosen = choose(read, hasErrors(ofFiles) || stackIsWrong(read), run);
  if (!chosen) return undefined;
  const environment = chooseEnvironment(request.environment, chosen.stack, read.environments, report);
  if (environment === undefined) return undefined;
  return assemble({ run, scan, read, chosen, environment, lost: lostNames(scan.files, read.unread, request.files) });
}

/** A Stack that could not be read was reported as that, and is not missing. */
function choose(read: Documents, unreadable: boolean, { request, log }: Run): ChosenStack | undefined {
  const hasStack = read.documents.some((document) => document.kind === 'Stack');
  if (!hasStack && unreadable) return undefined;
  if (!read.found) {
    log.report({
      severity: 'error',
      code: 'NoManifests',
      message: `there is no manifest in ${request.files.folder}`,
      suggestion: 'give the folder of a stack with --dir',
    });
    return undefined;
  }
  return chooseStack(read.documents, request.stack, log.report);
}

/** A Stack document is there and its own problem was reported. */
function stackIsWrong({ unread }: Documents): boolean {
  return unread.some(({ value }) => isObject(value) && value['kind'] === 'Stack');
}
