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
