import { HttpRefusal } from '../http-refusal.js';
import { type Route, STACK, type StackRequest, UPDATE, type UpdateRequest } from '../route.js';
import type { Update, UpdateVerb } from '../update.js';

/** Seconds; the CLI takes it for 300 whatever is said. */
const TOKEN_SECONDS = 300;
/** The only version of the journal that is read here; the CLI journals only if it is answered with its own. */
const JOURNAL_VERSION = 1;

/** The life of an update: announced, started, kept alive, completed or cancelled. */
export const updateRoutes: readonly Route[] = [
  ...(['update', 'refresh', 'destroy', 'preview'] as const).map(announcing),
  { of: 'update', method: 'POST', path: UPDATE, token: 'api', answer: start },
  { of: 'update', method: 'GET', path: UPDATE, token: 'api', answer: status },
  { of: 'update', method: 'POST', path: `${UPDATE}/cancel`, token: 'api', answer: cancel },
  { of: 'update', method: 'POST', path: `${UPDATE}/renew_lease`, token: 'update', answer: renew },
  { of: 'update', method: 'POST', path: `${UPDATE}/complete`, token: 'update', answer: complete },
];

interface Announcement {
  readonly options?: { readonly dryRun?: boolean };
  readonly metadata?: { readonly message?: string };
}

function announcing(verb: UpdateVerb): Route {
  return {
    of: 'stack',
    method: 'POST',
    path: `${STACK}/${verb}`,
    answer: async ({ stack, body }: StackRequest) => {
      const { options, metadata } = (await body()) as Announcement;
      const dryRun = verb === 'preview' || options?.dryRun === true;
      const update = stack.announce({ verb, dryRun, message: metadata?.message ?? '' });
      return { updateID: update.id, messages: [], requiredPolicies: [] };
    },
  };
}

async function start({ update, body }: UpdateRequest): Promise<unknown> {
  const { journalVersion = 0 } = (await body()) as { readonly journalVersion?: number };
  if (journalVersion < JOURNAL_VERSION && !update.options.dryRun) {
    throw new HttpRefusal(400, 'Panka needs a Pulumi CLI that journals its steps: unset PULUMI_DISABLE_JOURNALING.');
  }
  if (update.token !== undefined) throw new HttpRefusal(409, 'This update was started already.');
  const token = update.start();
  return { version: 1, token, tokenExpiration: expiration(), journalVersion: JOURNAL_VERSION };
}

function status({ update }: UpdateRequest): unknown {
  return { status: update.status ?? (update.token === undefined ? 'not started' : 'running'), events: [] };
}

function cancel({ stack }: UpdateRequest): unknown {
  stack.cancel();
  return {};
}

/** 403 ends the update at its next request; any other answer the CLI asks again for. */
function renew({ stack, update }: UpdateRequest): unknown {
  if (stack.refusal !== undefined && !update.options.dryRun) throw new HttpRefusal(403, stack.refusal.message);
  return { token: update.token, tokenExpiration: expiration() };
}

async function complete({ stack, update, body }: UpdateRequest): Promise<unknown> {
  const { status } = (await body()) as { readonly status?: unknown };
  await stack.complete(update, status === 'succeeded' ? 'succeeded' : 'failed');
  return {};
}

function expiration(): number {
  return Math.floor(Date.now() / 1000) + TOKEN_SECONDS;
}

/** As the CLI's history shows it. Source: Pulumi's apitype `UpdateInfo`. */
export function historyEntry({ options, ...update }: Update): unknown {
  return {
    kind: options.verb,
    startTime: seconds(update.createdAt),
    endTime: seconds(update.endedAt ?? update.createdAt),
    version: 1,
    result: update.status ?? 'in-progress',
    message: options.message,
    environment: {},
    config: {},
    resourceChanges: update.resourceChanges,
  };
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
