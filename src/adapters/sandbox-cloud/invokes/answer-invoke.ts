import type { PropertyMap } from '../../../core/engine/property-value.js';
import type { InvokeRequest } from '../../../core/engine/resource-provider.js';
import type { Json } from '../../../sdk/json.js';
import type { SandboxInvoke } from '../../../sdk/sandbox.js';
import { answeredError } from '../cloud-error.js';
import { type CloudHome, locationOf } from '../cloud-location.js';
import { unknownInvoke } from '../errors.js';
import { fromPlain, pointerTo, textsIn, toPlain, valuesAt } from '../property-tree.js';
import type { SandboxStore } from '../sandbox-store.js';

/** Answers a look-up. Text that is secret in the cloud, or was in the question, is secret in the answer. */
export function answerInvoke(
  request: InvokeRequest,
  invokes: ReadonlyMap<string, SandboxInvoke>,
  store: SandboxStore,
  home: CloudHome,
): PropertyMap {
  const invoke = invokes.get(request.token);
  if (invoke === undefined) throw unknownInvoke(request.token, [...invokes.keys()].map(shortToken));
  const args = toPlain(request.args);
  const at = locationOf(args.value, home);
  const answer = ask(() => invoke(args.value, store.in(at.region), at), request.token);
  const hidden = new Set([...valuesAt(args).flatMap(textsIn), ...store.secretTexts()]);
  const isHidden = (value: Json): boolean =>
    textsIn(value).some(
      (text) => hidden.has(text) || [...hidden].some((part) => part.length > 2 && text.includes(part)),
    );
  const secrets = hidden.size === 0 ? [] : Object.keys(answer).filter((key) => isHidden(answer[key]!));
  return fromPlain({ value: answer, secrets: secrets.map(pointerTo) });
}

function ask<T>(invoke: () => T, token: string): T {
  try {
    return invoke();
  } catch (error) {
    throw answeredError(error, `looking up ${shortToken(token)}`);
  }
}

/** `ec2/getVpc` of `aws:ec2/getVpc:getVpc`. */
function shortToken(token: string): string {
  return token.split(':')[1] ?? token;
}
