import type { Alias } from '@pulumi/pulumi/proto/alias_pb.js';
import type { ReadResourceRequest, RegisterResourceRequest } from '@pulumi/pulumi/proto/resource_pb.js';
import { isProviderType } from '../../core/engine/urn.js';
import { WIRE_UNKNOWN } from '../pulumi-wire/signatures.js';
import { decodeWire } from '../pulumi-wire/wire-codec.js';
import { secondsOf } from './duration.js';
import type { AliasGoal, ReadGoal, ResourceGoal } from './resource-goal.js';

/** What a `RegisterResource` call asks for. */
export function decodeGoal(request: RegisterResourceRequest): ResourceGoal {
  const custom = request.getCustom();
  return {
    type: request.getType(),
    name: request.getName(),
    custom,
    parent: request.getParent() || undefined,
    inputs: { ...decodeWire(request.getObject()?.toJavaScript() ?? {}), ...providerVersion(request) },
    protect: request.hasProtect() ? request.getProtect() : undefined,
    dependencies: sorted(request.getDependenciesList()),
    propertyDependencies: propertyDependenciesOf(request),
    provider: custom ? request.getProvider() || undefined : undefined,
    version: request.getVersion() || undefined,
    pluginDownloadUrl: request.getPlugindownloadurl() || undefined,
    deleteBeforeReplace: request.getDeletebeforereplacedefined() ? request.getDeletebeforereplace() : undefined,
    ignoreChanges: request.getIgnorechangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    aliases: [...request.getAliasurnsList().map((urn) => ({ urn })), ...request.getAliasesList().map(decodeAlias)],
    importId: request.getImportid() || undefined,
    customTimeouts: timeoutsOf(request),
    replaceOnChanges: request.getReplaceonchangesList(),
    retainOnDelete: request.hasRetainondelete() ? request.getRetainondelete() : undefined,
    deletedWith: request.getDeletedwith() || undefined,
    replaceWith: request.getReplaceWithList(),
  };
}

/** What a `ReadResource` call asks for. */
export function decodeRead(request: ReadResourceRequest): ReadGoal {
  const id = request.getId();
  return {
    type: request.getType(),
    name: request.getName(),
    id: id === '' || id === WIRE_UNKNOWN ? undefined : id,
    parent: request.getParent() || undefined,
    inputs: decodeWire(request.getProperties()?.toJavaScript() ?? {}),
    dependencies: sorted(request.getDependenciesList()),
    provider: request.getProvider() || undefined,
    version: request.getVersion() || undefined,
    pluginDownloadUrl: request.getPlugindownloadurl() || undefined,
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
  };
}

/** A provider's record says which version of its package it is of. */
function providerVersion(request: RegisterResourceRequest): { version?: string } {
  const version = request.getVersion();
  return isProviderType(request.getType()) && version !== '' ? { version } : {};
}

function propertyDependenciesOf(request: RegisterResourceRequest): Record<string, readonly string[]> {
  const dependencies: Record<string, readonly string[]> = {};
  request.getPropertydependenciesMap().forEach((urns, key) => {
    const list = urns.getUrnsList();
    if (list.length > 0) dependencies[key] = sorted(list);
  });
  return dependencies;
}

function timeoutsOf(request: RegisterResourceRequest): ResourceGoal['customTimeouts'] {
  const given = request.getCustomtimeouts();
  if (!given) return undefined;
  const timeouts = {
    create: secondsOf(given.getCreate()),
    update: secondsOf(given.getUpdate()),
    delete: secondsOf(given.getDelete()),
  };
  return Object.values(timeouts).some((seconds) => seconds !== undefined) ? timeouts : undefined;
}

function decodeAlias(alias: Alias): AliasGoal {
  if (alias.hasUrn()) return { urn: alias.getUrn() };
  const spec = alias.getSpec();
  if (!spec) return {};
  return {
    name: spec.getName() || undefined,
    type: spec.getType() || undefined,
    stack: spec.getStack() || undefined,
    project: spec.getProject() || undefined,
    parent: spec.getParenturn() || undefined,
    noParent: spec.getNoparent() || undefined,
  };
}

/** The SDK collects dependencies in sets; sorted, a state doesn't differ from run to run. */
function sorted(urns: readonly string[]): string[] {
  return [...urns].sort();
}
