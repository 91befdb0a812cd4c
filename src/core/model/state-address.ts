import type { StateAddress } from '../state/state-store.js';
import type { Application } from './application.js';

/** Where the state of an application is. */
export function addressOf({ stack, environment }: Pick<Application, 'stack' | 'environment'>): StateAddress {
  return { stack: stack.name, environment: environment.name };
}
