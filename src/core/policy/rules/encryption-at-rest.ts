import { dotted, valueAt } from '../../diagnostics/json-pointer.js';
import type { Policy } from '../policy.js';

/** Fields that switch encryption off, in whichever kind has them. */
const SWITCHES = ['/encryption/enabled', '/encryption/atRest', '/security/atRestEncryption', '/rootVolume/encrypted'];

export const encryptionAtRest: Policy = {
  id: 'PANKA-ENC-001',
  title: 'data stores, volumes, queues and topics are encrypted at rest',
  severity: { development: 'error', production: 'error' },
  check: ({ spec, kind, address }) =>
    SWITCHES.filter((path) => valueAt(spec, path) === false).map((path) => ({
      path,
      message: `${kind} ${address} is not encrypted at rest`,
      suggestion: `set ${dotted(`/spec${path}`)} to true, or remove it`,
    })),
};
