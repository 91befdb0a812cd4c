import { asObject, asObjects, type Look, look, verdict } from '@panka/plugin-common';
import type { ComponentOf, Verification, Verifier, VerifyContext } from 'panka/sdk';
import type { LambdaSpec } from './schema.js';

const ATTACHMENT = 'aws:lb/targetGroupAttachment:TargetGroupAttachment';
const MAPPING = 'aws:lambda/eventSourceMapping:EventSourceMapping';

/** A function works when its version is active, `live` points at it alone, its sources are on and its routes reach it. */
export default class LambdaVerifier implements Verifier<LambdaSpec> {
  readonly limitSeconds = () => 300;

  async check(component: ComponentOf<LambdaSpec>, context: VerifyContext): Promise<Verification> {
    const looks = [
      await isActive(component, context),
      await pointsAtVersion(component, context),
      ...(await mappings(context)),
      ...(await routes(context)),
    ];
    return verdict(looks);
  }
}

async function isActive({ address }: ComponentOf<LambdaSpec>, context: VerifyContext): Promise<Look> {
  let fatal = false;
  const { functionName, version } = context.outputs;
  const seen = await look(`lambda:GetFunctionConfiguration ${address} is active`, async () => {
    const FunctionName = String(functionName);
    const found = asObject(
      await context.aws.call('lambda:GetFunctionConfiguration', { FunctionName, Qualifier: String(version) }),
    );
    fatal = found.State === 'Failed' || found.LastUpdateStatus === 'Failed';
    const reason = found.StateReason ?? found.LastUpdateStatusReason;
    const because = typeof reason === 'string' ? `: ${reason}` : '';
    if (found.State !== 'Active') return `the function is ${String(found.State)}${because}`;
    return found.LastUpdateStatus === 'Successful'
      ? undefined
      : `the update is ${String(found.LastUpdateStatus)}${because}`;
  });
  return { ...seen, fatal };
}

function pointsAtVersion({ address }: ComponentOf<LambdaSpec>, context: VerifyContext): Promise<Look> {
  const { functionName, version } = context.outputs;
  return look(`lambda:GetAlias ${address} live is version ${String(version)}`, async () => {
    const FunctionName = String(functionName);
    const found = asObject(await context.aws.call('lambda:GetAlias', { FunctionName, Name: 'live' }));
    if (found.FunctionVersion !== version) return `live is version ${String(found.FunctionVersion)}`;
    const others = Object.keys(asObject(asObject(found.RoutingConfig).AdditionalVersionWeights));
    return others.length === 0 ? undefined : `live still gives calls to version ${others.join(', ')}`;
  });
}

function mappings(context: VerifyContext): Promise<Look[]> {
  const made = context.resources.filter((resource) => resource.type === MAPPING);
  return Promise.all(
    made.map(({ id, name, outputs }) => {
      const wanted = outputs.enabled === false ? 'Disabled' : 'Enabled';
      return look(`lambda:GetEventSourceMapping ${name} is ${wanted}`, async () => {
        const found = asObject(await context.aws.call('lambda:GetEventSourceMapping', { UUID: id }));
        if (found.State !== wanted) return `the mapping is ${String(found.State)}`;
        const last = String(found.LastProcessingResult ?? '');
        return last.startsWith('PROBLEM') ? last : undefined;
      });
    }),
  );
}

/** Load balancers check functions only where they are told to; being registered is all there is to see otherwise. */
function routes(context: VerifyContext): Promise<Look[]> {
  const attached = context.resources.filter((resource) => resource.type === ATTACHMENT);
  return Promise.all(
    attached.map(({ name, outputs }) =>
      look(`elasticloadbalancing:DescribeTargetHealth ${name}`, async () => {
        const { targetGroupArn, targetId } = outputs;
        const answer = asObject(
          await context.aws.call('elasticloadbalancing:DescribeTargetHealth', {
            TargetGroupArn: String(targetGroupArn),
          }),
        );
        const targets = asObjects(answer.TargetHealthDescriptions);
        const own = targets.find((target) => asObject(target.Target).Id === targetId);
        if (own === undefined) return 'the function is not registered';
        const { State, Reason, Description } = asObject(own.TargetHealth);
        if (State === 'healthy' || Reason === 'Target.HealthCheckDisabled') return undefined;
        return [State, Reason, Description].filter((part) => typeof part === 'string').join(', ');
      }),
    ),
  );
}
