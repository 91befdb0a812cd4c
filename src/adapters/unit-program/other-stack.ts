import { SHARED } from '../../core/plan/resource-owner.js';
import type { StackState, StateAddress } from '../../core/state/state-store.js';
import type { SubnetTier } from '../../sdk/index.js';
import type { OtherStack, PublishedNetwork } from '../aws-shared/imported-vpc.js';
import { networkSettings, TIERS } from '../aws-shared/network-settings.js';
import type { StackFacts } from '../aws-shared/stack-facts.js';

/** Reads what is recorded of a stack; undefined: it was never deployed. */
export type ReadState = (at: StateAddress) => Promise<StackState | undefined>;

/** Output of a stack's `shared` record under which other stacks find its network. */
export const PUBLISHED_NETWORK = 'network';

/**
 * What Networking.vpc.mode `stack` takes from the other stack's state. Undefined for other modes. Without `readState`, as in a
 * render, names in the place of values.
 */
export async function otherStackOf(
  facts: StackFacts,
  target: StackState['target'],
  readState: ReadState | undefined,
): Promise<OtherStack | undefined> {
  if (facts.infra.networking === undefined) return undefined;
  const { mode, vpc, zones } = networkSettings(facts);
  if (mode !== 'stack' || vpc.stack === undefined) return undefined;
  const network =
    readState === undefined
      ? namesOf(vpc.stack, zones)
      : publishedBy(await readState({ stack: vpc.stack, environment: vpc.environment ?? facts.environment }), target);
  return () => network;
}

/** A network of another account or region cannot be used from here. */
function publishedBy(state: StackState | undefined, target: StackState['target']): PublishedNetwork | undefined {
  if (state === undefined) return undefined;
  const { name, account, region } = state.target;
  if (name !== target.name || account !== target.account || region !== target.region) return undefined;
  return state.components[SHARED]?.outputs[PUBLISHED_NETWORK] as PublishedNetwork | undefined;
}

function namesOf(stack: string, zones: readonly string[]): PublishedNetwork {
  const byTier = <T>(of: (tier: SubnetTier) => T) =>
    Object.fromEntries(TIERS.map((tier) => [tier, of(tier)])) as Record<SubnetTier, T>;
  return {
    vpcId: `${stack}.vpcId`,
    cidr: `${stack}.cidr`,
    subnets: byTier((tier) => zones.map((zone) => `${stack}.${tier}.${zone}`)),
    zones: byTier(() => zones),
  };
}
