import { didYouMean } from '../diagnostics/did-you-mean.js';
import { EXIT, PankaError } from '../diagnostics/panka-error.js';

/** Nothing in the state has that name. */
export function noSuchResource(named: string, candidates: readonly string[]): PankaError {
  const meant = didYouMean(named, candidates);
  return new PankaError({
    code: 'NotInState',
    message: `nothing in the state is called "${named}"`,
    suggestions: [...(meant === undefined ? [] : [`did you mean "${meant}"?`]), 'panka state list'],
    exitCode: EXIT.input,
  });
}

/** Resources of several types share the name. */
export function severalResources(named: string, urns: readonly string[]): PankaError {
  return new PankaError({
    code: 'AmbiguousResource',
    message: `"${named}" is the name of ${urns.length} resources; name one by its URN`,
    suggestions: urns.map((urn) => `'${urn}'`),
    exitCode: EXIT.input,
  });
}

/** The history has no state of that serial. */
export function serialNotKept(serial: number, kept: readonly number[]): PankaError {
  const known =
    kept.length === 0
      ? 'none is kept'
      : `those from ${kept[0]} to ${kept.at(-1)} are kept, as far as they were written`;
  return new PankaError({
    code: 'SerialNotKept',
    message: `no state of serial ${serial} is kept: ${known}`,
    suggestions: ['panka state history'],
    exitCode: EXIT.input,
  });
}

/** The state of that serial is kept, but not the deployment of one of its units. */
export function snapshotIncomplete(serial: number, units: readonly string[]): PankaError {
  return new PankaError({
    code: 'SnapshotIncomplete',
    message: `the state of serial ${serial} is kept without the resources of ${units.map((u) => `"${u}"`).join(', ')}: its run was killed before it could keep them, or they are older than the history`,
    suggestions: ['panka state history  # shows which states can be restored'],
  });
}

/** `--from` or `--to` is neither a serial nor `current`. */
export function invalidSerial(given: string): PankaError {
  return new PankaError({
    code: 'InvalidSerial',
    message: `"${given}" is neither a serial number nor "current"`,
    suggestions: ['panka state history  # lists the serials'],
    exitCode: EXIT.input,
  });
}

/** There is no state to work on. */
export function nothingDeployed(place: string): PankaError {
  return new PankaError({
    code: 'NothingDeployed',
    message: `there is no state at "${place}"`,
    suggestions: ['panka config  # shows where the state is looked for', 'panka apply'],
    exitCode: EXIT.input,
  });
}

/** An interrupted run has begun steps of which nobody knows whether they were done. */
export function pendingOperations(begun: readonly { urn: string; step: string }[], serial: number): PankaError {
  return new PankaError({
    code: 'StatePending',
    message: `an interrupted run has begun ${begun.length} steps whose end is not known: ${begun.map(({ urn, step }) => `${step} ${urn}`).join(', ')}; a restored state would not know of them`,
    suggestions: [
      'panka apply  # looks each up in the cloud and settles it',
      `panka state restore --serial ${serial} --discard-pending  # forgets them: what they made stays unknown`,
    ],
  });
}

/** The lock level was changed between then and now. */
export function unitsDiffer(serial: number, unit: { readonly then: string; readonly now: string }): PankaError {
  return new PankaError({
    code: 'UnitsDiffer',
    message: `serial ${serial} was deployed with the unit "${unit.then}", the stack is now deployed with "${unit.now}": a state of another lock level cannot be restored over this one`,
    suggestions: [
      'choose a serial from after the change: panka state history',
      'change spec.deployment.lockGranularity back, apply, and restore then',
    ],
  });
}

/** Other resources refer to those that are to be forgotten. */
export function hasDependents(named: readonly string[], dependents: readonly string[]): PankaError {
  return new PankaError({
    code: 'HasDependents',
    message: `${dependents.length} resources refer to ${named.map((n) => `"${n}"`).join(', ')}: ${dependents.join(', ')}`,
    suggestions: [`panka state rm ${[...named, ...dependents].map((n) => `'${n}'`).join(' ')}  # forgets all of them`],
    exitCode: EXIT.input,
  });
}

/** A file that must not become the state. */
export function pushRefused(file: string, why: string, cause?: unknown): PankaError {
  return new PankaError({
    code: 'PushRefused',
    message: `"${file}" cannot be pushed: ${why}; nothing was changed`,
    suggestions: ['panka state pull --out state.json  # edit that file, and push it'],
    exitCode: EXIT.input,
    cause,
  });
}

/** A stack of several units has a deployment for each. */
export function unitNeeded(given: string | undefined, units: readonly string[]): PankaError {
  const what = given === undefined ? `the stack has ${units.length} units` : `the stack has no unit "${given}"`;
  return new PankaError({
    code: 'UnitNeeded',
    message: `${what}: ${units.map((unit) => `"${unit}"`).join(', ') || 'nothing is deployed'}`,
    suggestions: units.map((unit) => `panka state pull --unit ${unit}`),
    exitCode: EXIT.input,
  });
}

/** `--out` names a file that cannot be written. */
export function stateFileUnwritable(file: string, cause: unknown): PankaError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new PankaError({
    code: 'StateFileUnwritable',
    message: `the state could not be written to "${file}": ${why}`,
    suggestions: ['choose another file for --out', 'panka state pull > state.json'],
    exitCode: EXIT.input,
    cause,
  });
}
