import type { JsonObject, SandboxInvoke, SandboxModels } from 'panka/sdk';
import { digitsOf } from './sandbox-task-fate.js';

const ZONE = 'aws:route53/zone:Zone';

/** Stacks use zones and never make them, so one that the sandbox does not hold is one that the user has: its id follows from its name. */
const getZone: SandboxInvoke = (args, cloud) => {
  const name = String(args.name ?? '').replace(/\.$/, '');
  const found = cloud.list(ZONE).find((zone) => zone.id === args.zoneId || zone.inputs.name === name);
  const zoneId = found?.id ?? String(args.zoneId ?? `Z${digitsOf(`zone ${name}`, 20).toUpperCase()}`);
  const written: JsonObject = { name, privateZone: args.privateZone ?? false, nameServers: [] };
  return { ...written, ...found?.outputs, id: zoneId, zoneId };
};

/** Look-ups of Route 53 zones, for kinds with domain names. */
export const sandboxZones: Pick<SandboxModels, 'invokes'> = { invokes: { 'aws:route53/getZone:getZone': getZone } };
