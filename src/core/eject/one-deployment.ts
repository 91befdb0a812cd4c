import type { DeploymentV3, ResourceV3 } from '../engine/deployment-v3.js';
import { isProviderType, parseProviderRef, ROOT_STACK_TYPE } from '../engine/urn.js';
import type { WholeState } from '../state-admin/whole-state.js';
import { ejectUnsettled } from './errors.js';

/**
 * The resources of all units as those of one stack, which they share the URNs of. Throws EjectUnsettled where a run has left
 * something to finish.
 */
export function oneDeployment({ units, interrupted }: WholeState): readonly ResourceV3[] {
  const deployments = units.map(({ deployment }) => deployment);
  const unfinished = [...deployments.flatMap(unfinishedOf), ...interrupted.map((unit) => `the run of ${unit}`)];
  if (unfinished.length > 0) throw ejectUnsettled(unfinished);
  const byUrn = new Map<string, ResourceV3>();
  for (const resource of deployments.flatMap(({ resources = [] }) => resources)) {
    const before = byUrn.get(resource.urn);
    byUrn.set(resource.urn, before === undefined ? resource : joined(before, resource));
  }
  const ids = new Map([...byUrn.values()].filter(({ type }) => isProviderType(type)).map(({ urn, id }) => [urn, id]));
  return [...byUrn.values()].map((resource) => withProvider(resource, ids));
}

function unfinishedOf({ pending_operations = [], resources = [] }: DeploymentV3): readonly string[] {
  const broken = resources.filter(
    (one) => one.delete === true || one.pendingReplacement === true || (one.initErrors ?? []).length > 0,
  );
  return [
    ...pending_operations.map(({ type, resource }) => `${type} ${resource.urn}`),
    ...broken.map(({ urn }) => urn),
  ];
}

/** Units have the stack and its providers each; the outputs of the stack are told in parts. */
function joined(first: ResourceV3, other: ResourceV3): ResourceV3 {
  if (first.type !== ROOT_STACK_TYPE) return first;
  return { ...first, outputs: { ...first.outputs, ...other.outputs } };
}

function withProvider(resource: ResourceV3, ids: ReadonlyMap<string, string | undefined>): ResourceV3 {
  if (resource.provider === undefined) return resource;
  const { urn } = parseProviderRef(resource.provider);
  return { ...resource, provider: `${urn}::${ids.get(urn) ?? ''}` };
}
