import { HttpRefusal } from '../http-refusal.js';
import { type Route, UPDATE, type UpdateRequest } from '../route.js';

/** 200 means: stored for good. The CLI waits for it before and after each step that reaches the cloud. */
export const journalRoutes: readonly Route[] = [
  { of: 'update', method: 'PATCH', path: `${UPDATE}/journalentries`, token: 'update', answer: take },
  ...['checkpoint', 'checkpointverbatim', 'checkpointdelta'].map(withoutJournal),
];

async function take({ stack, update, body }: UpdateRequest): Promise<unknown> {
  await stack.take(update, await body());
  return {};
}

/** Only a CLI that does not journal sends whole states; it was refused at the start. */
function withoutJournal(path: string): Route {
  const answer = (): never => {
    throw new HttpRefusal(409, 'Panka keeps a journal of steps and takes no whole states.');
  };
  return { of: 'update', method: 'PATCH', path: `${UPDATE}/${path}`, token: 'update', answer };
}
