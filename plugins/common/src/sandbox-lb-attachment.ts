import type { JsonObject, SandboxCloud } from 'panka/sdk';
import { ATTACHMENT, LAMBDA_PERMISSION, TARGET_GROUP } from './sandbox-lb-types.js';

const PRINCIPAL = 'elasticloadbalancing.amazonaws.com';

/** Why AWS doesn't register the target; undefined: it does. A function needs a permission for the group first, and has it alone. */
export function attachmentRefusal({ targetGroupArn, targetId }: JsonObject, cloud: SandboxCloud): string | undefined {
  const arn = String(targetGroupArn);
  const group = cloud.get(TARGET_GROUP, arn);
  if (group === undefined) return `TargetGroupNotFound: Target groups '${arn}' not found`;
  if (group.inputs.targetType !== 'lambda') return undefined;
  const target = String(targetId);
  if (!mayCall(cloud, arn, target))
    return `AccessDenied: elasticloadbalancing principal does not have permission to invoke ${target} from target group ${arn}`;
  const others = cloud.list(ATTACHMENT).filter((a) => a.inputs.targetGroupArn === arn && a.inputs.targetId !== target);
  return others.length === 0 ? undefined : `TooManyTargets: Target group '${arn}' already has a Lambda function`;
}

function mayCall(cloud: SandboxCloud, groupArn: string, target: string): boolean {
  const [name, qualifier] = (target.split(':function:')[1] ?? target).split(':');
  return cloud.list(LAMBDA_PERMISSION).some(({ inputs }) => {
    const { principal, sourceArn } = inputs;
    const fn = String(inputs.function).replace(/^.*:function:/, '');
    return (
      principal === PRINCIPAL &&
      (sourceArn === undefined || sourceArn === groupArn) &&
      fn === name &&
      inputs.qualifier === qualifier
    );
  });
}
