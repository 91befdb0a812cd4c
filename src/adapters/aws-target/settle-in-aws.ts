import type { SettleRequest, SettleResult } from '../../core/engine/deployment-engine.js';
import type { OperationV2 } from '../../core/engine/deployment-v3.js';
import { parseUrn } from '../../core/engine/urn.js';

/**
 * Settles what an interrupted run left pending in AWS. The step of an update or a deletion is simply done again by the next run,
 * which the provider takes well; whether a creation was done only a look into the account can tell, so it stays undecided.
 */
export async function settleInAws({ base }: SettleRequest): Promise<SettleResult> {
  const pending = base.pending_operations ?? [];
  const creations = pending.filter(isCreation);
  const { pending_operations: _settled, ...rest } = base;
  return {
    deployment: { ...rest, ...(creations.length > 0 && { pending_operations: [...creations] }) },
    adopted: [],
    forgotten: pending.filter((operation) => !isCreation(operation)).map(({ resource }) => resource.urn),
    undecided: creations.map(({ resource }) => ({ urn: resource.urn, advice: adviceFor(resource) })),
  };
}

function isCreation({ type }: OperationV2): boolean {
  return type === 'creating' || type === 'importing';
}

function adviceFor({ urn, type, inputs = {} }: OperationV2['resource']): string {
  const named = ['name', 'bucket', 'identifier', 'functionName', 'clusterIdentifier', 'family'];
  const name = named.map((key) => inputs[key]).find((value) => typeof value === 'string');
  const what = `${type}${name === undefined ? '' : ` "${name}"`}`;
  return `look in AWS for ${what} of ${parseUrn(urn).name}: if it is there, delete it; then panka state rm ${urn} --yes, and apply again`;
}
