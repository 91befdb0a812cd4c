import type { ComponentOf } from '../../sdk/index.js';
import { valueAt } from '../diagnostics/json-pointer.js';

/** Kinds that always face the internet. */
const ALWAYS = ['CloudFront', 'APIGateway'];

/** Pointer of what makes a component face the internet, if something does. */
export function facing({ kind, spec }: ComponentOf): string | undefined {
  if (ALWAYS.includes(kind)) return '';
  if (valueAt(spec, '/scheme') === 'internet-facing') return '/scheme';
  return valueAt(spec, '/url/enabled') === true && valueAt(spec, '/url/auth') === 'NONE' ? '/url/auth' : undefined;
}
