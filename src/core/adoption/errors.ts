import type { Diagnostic, SourceLocation } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/did-you-mean.js';
import { EXIT, isPankaError, PankaError } from '../diagnostics/panka-error.js';
import type { PlannedProperty } from '../plan/plan.js';
import type { Difference } from './guard-existing.js';

/** An id and where it is written. */
export interface PlacedId {
  /** Logical name of the resource that takes it over. */
  readonly name: string;
  readonly id: string;
  readonly component: string;
  readonly source: SourceLocation | undefined;
}

export interface DeployedOtherwise extends PlacedId {
  /** Id that it is deployed as. */
  readonly deployed: string;
}

/** What is deployed under that name already is something else. */
export function existingDeployedOtherwise(ids: readonly DeployedOtherwise[]): PankaError {
  return new PankaError({
    code: 'ExistingConflict',
    message: `existing names ${list(ids.map(({ name, id, deployed }) => `"${id}" for ${name}, which is deployed as "${deployed}"`))}; nothing was done`,
    suggestions: [
      'take it out of `existing`: it is for what is not deployed yet',
      `or, to give up what is deployed for it: panka state rm ${ids.map(({ name }) => name).join(' ')}`,
    ],
    exitCode: EXIT.input,
    diagnostics: ids.map((one) => at(one, 'ExistingConflict', `"${one.name}" is deployed as "${one.deployed}"`)),
  });
}

/** Two resources of one type with one id: only one of them can have it. */
export function existingTwice(id: PlacedId, other: string): PankaError {
  return new PankaError({
    code: 'ExistingConflict',
    message: `existing names "${id.id}" for ${id.name}, which ${other} has already; nothing was done`,
    suggestions: ['name each existing thing once', 'panka state list  # shows what is deployed by its id'],
    exitCode: EXIT.input,
    diagnostics: [at(id, 'ExistingConflict', `"${id.id}" is that of ${other}`)],
  });
}

export interface UnreadId extends PlacedId {
  /** What the provider said, where it said more than that it is not there. */
  readonly reason?: string;
}

/** The ids that could not be read; none where the error is another one. */
export function unreadIdsOf(error: unknown): readonly UnreadId[] {
  return isPankaError(error) && 'unread' in error ? (error.unread as readonly UnreadId[]) : [];
}

export function existingNotFound(ids: readonly UnreadId[], place: string): PankaError {
  const said = ids.map(({ id, name, reason }) => `"${id}" for ${name}${reason === undefined ? '' : ` (${reason})`}`);
  const error = new PankaError({
    code: 'ExistingNotFound',
    message: `existing names what could not be read in ${place}: ${list(said)}; nothing was changed`,
    suggestions: ['check the id, the account and the region', `panka adopt ${ids[0]?.component ?? ''}`],
    exitCode: EXIT.input,
    diagnostics: ids.map((one) => at(one, 'ExistingNotFound', one.reason ?? `"${one.id}" does not exist in ${place}`)),
  });
  return Object.assign(error, { unread: ids });
}

/** `declared`: logical names of the resources that the component has. */
export function existingUndeclared(id: PlacedId, declared: readonly string[]): PankaError {
  const nearest = didYouMean(id.name, declared);
  return new PankaError({
    code: 'ExistingUndeclared',
    message: `existing names "${id.name}", but ${id.component} has no such resource${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`,
    suggestions: [`panka render --component ${id.component}  # lists them: ${declared.join(', ')}`],
    exitCode: EXIT.input,
    diagnostics: [at(id, 'ExistingUndeclared', `${id.component} declares ${declared.join(', ')}`)],
  });
}

function at({ source, component }: PlacedId, code: string, message: string): Diagnostic {
  return { severity: 'error', code, message, component, ...(source !== undefined && { source }) };
}

function list(parts: readonly string[]): string {
  return parts.join(', ');
}

/** What is declared is not what is there. */
export function existingDiffers(differences: readonly Difference[]): PankaError {
  const components = [...new Set(differences.map(({ component }) => component))];
  const replaces = differences.some((one) => one.replaces);
  const told = differences.map(({ resource, property }) => `${resource} ${property.path} (${differing(property)})`);
  return new PankaError({
    code: 'ExistingDiffers',
    message: `what exists differs from what is declared${replaces ? ' and would be replaced' : ''}: ${list(told)}; nothing was changed`,
    suggestions: [
      'write into the manifest what is there, as shown above, then plan again',
      ...(replaces
        ? []
        : components.map((one) => `panka apply --change-existing ${one}  # changes it to what is declared`)),
    ],
    exitCode: EXIT.input,
    diagnostics: differences.map(differenceFound),
  });
}

function differenceFound({ component, resource, property, replaces }: Difference): Diagnostic {
  const { field, path } = property;
  const what = replaces ? 'cannot be changed in place' : 'would be changed';
  const there = property.before ?? 'nothing';
  return {
    severity: 'error',
    code: 'ExistingDiffers',
    message: `${path} of the existing ${resource} ${what}: ${differing(property)}`,
    component,
    ...(field?.source !== undefined && { source: field.source }),
    ...(field?.path !== undefined && {
      path: `/spec${field.path}`,
      suggestion: `to keep what is there, make spec${field.path.replaceAll('/', '.')} say ${there}`,
    }),
  };
}

function differing({ before, after, knownAfter }: PlannedProperty): string {
  return `there ${before ?? 'unset'}, declared ${after ?? knownAfter ?? 'unset'}`;
}

export function nothingToAdopt(component: string, missing: readonly Missing[]): PankaError {
  const open = missing.map(({ name, candidates }) =>
    candidates.length === 0 ? name : `${name} (could be ${candidates.map((id) => `"${id}"`).join(' or ')})`,
  );
  return new PankaError({
    code: 'NothingToAdopt',
    message: `nothing was found for ${list(open)} of "${component}", by tags or by name`,
    suggestions: [
      `panka adopt ${component} --id ID  # the id of its main resource`,
      'check the account and the region',
    ],
    exitCode: EXIT.input,
  });
}

interface Missing {
  readonly name: string;
  readonly candidates: readonly string[];
}

export function manifestNotEditable(file: string, component: string, cause?: unknown): PankaError {
  const why =
    cause instanceof Error
      ? cause.message
      : `no field can be put into the spec of "${component}" without writing all of it anew`;
  return new PankaError({
    code: 'ManifestNotEditable',
    message: `"${file}" was left as it is: ${why}`,
    suggestions: [`panka adopt ${component}  # prints what to write`],
    exitCode: EXIT.input,
    cause,
  });
}
