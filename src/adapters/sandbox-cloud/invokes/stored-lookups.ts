import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../sdk/json.js';
import type { SandboxInvoke } from '../../../sdk/sandbox.js';
import { ZONE } from '../models/route53.js';
import { PARAMETER } from '../models/ssm.js';

/** Public parameters of AWS (AMI ids) exist without anybody having made them: each has a value of its own that never changes. */
export const getParameter: SandboxInvoke = (args, cloud, at) => {
  const name = String(args.name);
  const found = cloud.get(PARAMETER, name);
  if (found !== undefined) return answer(args, { ...found.outputs, type: found.inputs.type ?? 'String' });
  if (!name.startsWith('/aws/service/')) throw new Error(`ParameterNotFound: couldn't find the parameter "${name}"`);
  const value = `ami-${createHash('sha256').update(`${at.region}${name}`).digest('hex').slice(0, 17)}`;
  return answer(args, {
    arn: `arn:${at.partition}:ssm:${at.region}::parameter${name}`,
    type: 'String',
    value,
    version: 1,
  });
};

function answer(args: JsonObject, parameter: JsonObject): JsonObject {
  const { arn = '', type = 'String', value = '', version = 1 } = parameter;
  const name = String(args.name);
  const insecureValue: JsonObject = type === 'SecureString' ? {} : { insecureValue: value };
  return { arn, id: name, name, type, value, ...insecureValue, version, withDecryption: args.withDecryption ?? true };
}

export const getHostedZone: SandboxInvoke = (args, cloud) => {
  const name = args.name === undefined ? undefined : String(args.name).replace(/\.$/, '');
  const wanted = args.zoneId ?? args.id;
  const found = cloud
    .list(ZONE)
    .find((zone) => (wanted === undefined ? zone.inputs.name === name : zone.id === wanted));
  if (found === undefined)
    throw new Error(`NoSuchHostedZone: no matching Route 53 Hosted Zone found for "${String(name ?? wanted)}"`);
  return { ...found.outputs, id: found.id, zoneId: found.id, privateZone: found.inputs.vpcs !== undefined };
};
