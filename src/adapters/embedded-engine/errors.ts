import { PankaError } from '../../core/diagnostics/panka-error.js';

export function duplicateUrn(urn: string): PankaError {
  return new PankaError({
    code: 'DuplicateResource',
    message: `the program declares "${urn}" twice`,
    suggestions: ['report it to the author of the plugin: every resource needs a logicalName of its own'],
  });
}

export function aliasTaken(urn: string, alias: string, by: string): PankaError {
  return new PankaError({
    code: 'AliasTaken',
    message: `"${urn}" says that it was "${alias}" before, but "${by}" has taken that one over already`,
    suggestions: ['give each resource aliases of its own'],
  });
}

export function parentMissing(urn: string, parent: string): PankaError {
  return new PankaError({
    code: 'ParentMissing',
    message: `"${urn}" has the parent "${parent}", which is not deployed`,
    suggestions: ['deploy the parent too: leave out --component, or name it as well'],
  });
}

export function inputsRefused(urn: string, failures: readonly { property: string; reason: string }[]): PankaError {
  const reasons = failures.map(({ property, reason }) => (property ? `${property}: ${reason}` : reason)).join('; ');
  return new PankaError({ code: 'InputsRefused', message: `the inputs of "${urn}" are refused: ${reasons}` });
}

export function resourceProtected(urn: string, because: string): PankaError {
  return new PankaError({
    code: 'ResourceProtected',
    message: `"${urn}" is protected and ${because}; nothing was deleted for it`,
    suggestions: ['set spec.deletionProtection: false, run panka apply, then try again'],
  });
}

export function dependsOnUntargeted(urn: string, missing: string): PankaError {
  return new PankaError({
    code: 'TargetIncomplete',
    message: `"${urn}" depends on "${missing}", which is not deployed yet and not among the targets`,
    suggestions: ['deploy both: name the other component too, or leave out --component'],
  });
}

export function neededByUntargeted(urn: string, dependent: string): PankaError {
  return new PankaError({
    code: 'TargetIncomplete',
    message: `"${urn}" cannot be deleted: "${dependent}" depends on it and is not among the targets`,
    suggestions: ['delete both: name the other component too, or leave out --component'],
  });
}

export function neededByFailed(urn: string, dependent: string): PankaError {
  return new PankaError({
    code: 'DependantFailed',
    message: `"${urn}" cannot be deleted for its replacement: "${dependent}" still uses it, as it failed in this run`,
    suggestions: ['correct what failed, then run the command again'],
  });
}

export function frozenByUntargeted(urn: string): PankaError {
  return new PankaError({
    code: 'TargetIncomplete',
    message: `"${urn}" would be replaced, but something outside of the targets still depends on what is deployed of it`,
    suggestions: ['leave out --component'],
  });
}

export function importedReplaced(urn: string, reasons: readonly string[]): PankaError {
  return new PankaError({
    code: 'ImportWouldReplace',
    message: `"${urn}" is imported by its id and would be replaced because of ${reasons.join(', ')}`,
    suggestions: ['make the inputs equal to what exists, or take the import out after the first deployment'],
  });
}

export function resourceNotFound(urn: string, id: string): PankaError {
  return new PankaError({
    code: 'ResourceNotFound',
    message: `"${urn}" names the existing resource "${id}", which does not exist`,
    suggestions: ['check the id, the account and the region'],
  });
}

export function notSupported(what: string): PankaError {
  return new PankaError({
    code: 'EngineUnsupported',
    message: `the embedded engine does not support ${what}`,
    suggestions: ['leave it out of the translator: the sandbox runs resources and look-ups of @pulumi/aws'],
  });
}

export function runStopped(): PankaError {
  return new PankaError({ code: 'RunStopped', message: 'the run was stopped; this step was not started' });
}

export function programStalled(): PankaError {
  return new PankaError({
    code: 'ProgramStalled',
    message: 'the program waits for something that can never come, such as the value of an unknown output in a preview',
    suggestions: ['report it to the author of the plugin: wait on the URN of a resource, not on its values'],
  });
}

export function programRunning(): PankaError {
  return new PankaError({
    code: 'ProgramRunning',
    message: 'a program of this process has not ended, and another one cannot be told from it',
    suggestions: ['run the command again: what has been done is recorded'],
  });
}
