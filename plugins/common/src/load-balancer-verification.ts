import type { VerifyContext } from 'panka/sdk';
import { asObject, asObjects, type Look, look } from './look.js';

/** Seconds that a load balancer may take to become active. */
export const LOAD_BALANCER_LIMIT = 300;

/** One look at the load balancer of a component, by its output `loadBalancerArn`. */
export async function lookAtLoadBalancer(address: string, context: VerifyContext): Promise<Look> {
  let code = '';
  const seen = await look(`elasticloadbalancing:DescribeLoadBalancers ${address}`, async () => {
    const answer = asObject(
      await context.aws.call('elasticloadbalancing:DescribeLoadBalancers', {
        LoadBalancerArns: [String(context.outputs.loadBalancerArn)],
      }),
    );
    const state = asObject(asObjects(answer.LoadBalancers)[0]?.State);
    code = String(state.Code);
    return code === 'active' ? undefined : `state is ${code} ${String(state.Reason ?? '')}`.trim();
  });
  return { ...seen, fatal: code === 'failed' };
}
