import { EXIT, PankaError } from '../../core/diagnostics/panka-error.js';

/** What an interrupted run had made was found and could not be read. Nothing is lost: the next run looks again. */
export function adoptedUnread(urns: readonly string[], reason: string): PankaError {
  return new PankaError({
    code: 'AdoptedUnread',
    message: `an interrupted run had made ${urns.join(', ')}, which could not be read: ${reason}`,
    suggestions: ['run the command again once AWS answers'],
  });
}

/** The CLI has no plugin for the resources of a package, and could not download it. */
export function providerPluginMissing({ name, version, reason }: MissingPlugin): PankaError {
  return new PankaError({
    code: 'ProviderPluginMissing',
    message: `the Pulumi CLI has no plugin "${name}" in version ${version} and could not download it: ${reason}`,
    suggestions: [
      `pulumi plugin install resource ${name} v${version}  # where this machine reaches get.pulumi.com and GitHub`,
      `pulumi plugin install resource ${name} v${version} --file pulumi-resource-${name}-v${version}-….tar.gz  # where it does not`,
    ],
    exitCode: EXIT.input,
  });
}

export interface MissingPlugin {
  readonly name: string;
  readonly version: string;
  readonly reason: string;
}

const NO_PLUGIN =
  /Could not automatically download and install resource plugin 'pulumi-resource-([\w-]+)' at version v([\w.-]+)[\s\S]*?: ([^:]*(?:: [^:]*)?)$/;

/** Where downloads are switched off. */
const NOT_LOOKED_FOR = /no resource plugin 'pulumi-resource-([\w-]+)' found in the workspace at version v([\w.-]+)/;

/** Undefined: the message is about something else. */
export function missingPlugin(message: string): MissingPlugin | undefined {
  const [, name, version, reason] = NO_PLUGIN.exec(message) ?? NOT_LOOKED_FOR.exec(message) ?? [];
  const why = reason ?? 'PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION is set';
  return name === undefined || version === undefined ? undefined : { name, version, reason: why };
}
