import type { Json, SandboxResource } from 'panka/sdk';

export const LOAD_BALANCER = 'aws:lb/loadBalancer:LoadBalancer';
export const TARGET_GROUP = 'aws:lb/targetGroup:TargetGroup';
export const LISTENER = 'aws:lb/listener:Listener';
export const LISTENER_RULE = 'aws:lb/listenerRule:ListenerRule';
export const ATTACHMENT = 'aws:lb/targetGroupAttachment:TargetGroupAttachment';
export const LAMBDA_PERMISSION = 'aws:lambda/permission:Permission';

/** True for a listener or rule that forwards to a target group, alone or among others. */
export function listsTargetGroup(resource: SandboxResource, arn: string): boolean {
  return mentions([resource.inputs.actions ?? null, resource.inputs.defaultActions ?? null], arn);
}

function mentions(value: Json, text: string): boolean {
  if (value === text) return true;
  if (Array.isArray(value)) return value.some((item) => mentions(item, text));
  return typeof value === 'object' && value !== null && Object.values(value).some((item) => mentions(item, text));
}
