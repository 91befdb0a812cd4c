import { sdkInternals } from '../embedded-engine/sdk-internals.js';

/** Has the program that runs just now talk to the engine through another client. To be called inside of it. */
export function changeMonitor<M extends object>(change: (monitor: M) => Partial<M>): void {
  const { settings } = sdkInternals().state.getStore();
  const monitor = settings.monitor as M | undefined;
  if (monitor !== undefined) settings.monitor = Object.assign(Object.create(monitor), change(monitor));
}
