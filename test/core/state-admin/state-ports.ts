import type { StateChangeRequest } from '../../../src/core/state-admin/state-change.js';
import { AT } from '../state/state-samples.js';
import { type DeployedStack, TARGET } from './deployed-stack.js';

let runs = 0;

/** A request of a state command to that stack. */
export function changeOf(stack: DeployedStack, command = 'panka state'): StateChangeRequest {
  runs += 1;
  return {
    at: AT,
    lockTimeout: 0,
    signal: new AbortController().signal,
    ports: {
      state: stack.state,
      locks: stack.locks,
      target: TARGET,
      emit: () => {},
      run: { id: `s-${runs}`, command, by: 'otto', host: 'two', pid: 42 },
    },
  };
}
