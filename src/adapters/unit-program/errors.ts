import { PankaError } from '../../core/diagnostics/panka-error.js';

export function notReferenced(from: string, to: string): PankaError {
  return new PankaError({
    code: 'PluginReference',
    message: `the translator of "${from}" asked for "${to}", which "${from}" does not reference`,
    suggestions: ["report it to the author of the plugin: declare it in the kind's `references`"],
  });
}

export function outputNotPublished(from: string, wanted: { address: string; output: string }): PankaError {
  return new PankaError({
    code: 'OutputNotPublished',
    message: `"${from}" needs output "${wanted.output}" of "${wanted.address}", which did not publish it with its present spec`,
    suggestions: [`panka explain ${wanted.address}`, 'panka kinds'],
  });
}

export function declaredTwice(owner: string, type: string, name: string): PankaError {
  return new PankaError({
    code: 'ResourceDeclaredTwice',
    message: `"${owner}" declares ${type} "${name}" twice`,
    suggestions: ['report it to the author of the plugin: every resource needs a logicalName of its own'],
  });
}

export function outputsMissing(address: string, kind: string, names: readonly string[]): PankaError {
  return new PankaError({
    code: 'PluginOutputs',
    message: `kind ${kind} published ${names.map((n) => `"${n}"`).join(', ')} for "${address}" without declaring it`,
    suggestions: ["report it to the author of the plugin: declare it in the kind's `outputs`"],
  });
}

export function translatorFailed(address: string, plugin: string, cause: unknown): PankaError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new PankaError({
    code: 'TranslatorFailed',
    message: `the translator of ${plugin} failed for "${address}": ${why}`,
    suggestions: [`panka render --component ${address}`, 'panka plugins update'],
    cause,
  });
}

export interface BrokenPart {
  /** `name@version`. */
  readonly plugin: string;
  readonly kind: string;
  readonly part: string;
}

export function pluginBroken({ plugin, kind, part }: BrokenPart, cause: unknown): PankaError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new PankaError({
    code: 'PluginBroken',
    message: `the ${part} of kind ${kind} in ${plugin} cannot be loaded: ${why}`,
    suggestions: ['panka plugins update', `panka plugins inspect ${plugin.slice(0, plugin.lastIndexOf('@'))}`],
    cause,
  });
}
