import { type Route, STACK, type StackRequest, UPDATE, type UpdateRequest } from '../route.js';
import { historyEntry } from './updates.js';

/** What is told afterwards. The live view has the Automation API's own events: these come up to four seconds late. */
export const eventRoutes: readonly Route[] = [
  { of: 'update', method: 'POST', path: `${UPDATE}/events/batch`, token: 'update', answer: hear },
  { of: 'stack', method: 'GET', path: `${STACK}/updates`, answer: history },
  { of: 'stack', method: 'GET', path: `${STACK}/updates/latest/previews`, answer: () => ({ updates: [] }) },
];

interface Heard {
  readonly events?: readonly { readonly summaryEvent?: { readonly resourceChanges?: Record<string, number> } }[];
}

async function hear({ update, body }: UpdateRequest): Promise<unknown> {
  const { events = [] } = (await body()) as Heard;
  for (const { summaryEvent } of events) {
    if (summaryEvent?.resourceChanges !== undefined) update.resourceChanges = summaryEvent.resourceChanges;
  }
  return {};
}

function history({ stack }: StackRequest): unknown {
  return { updates: stack.history.map(historyEntry) };
}
