import type { ApiSpec } from './schema.js';

/** Stage of a WebSocket API, which cannot be without a name. */
const WEBSOCKET_STAGE = 'live';

/** Name of the stage. */
export function stageOf({ type, stage }: Pick<ApiSpec, 'type' | 'stage'>): string {
  return stage ?? (type === 'http' ? '$default' : WEBSOCKET_STAGE);
}

/** Whether it writes a line for each request. A WebSocket API can only where the account has a role for that. */
export function keepsLogs({ type, accessLogs }: Pick<ApiSpec, 'type' | 'accessLogs'>): boolean {
  return accessLogs ?? type === 'http';
}

/** Whether it answers at the name that AWS gives. */
export function hasDefaultEndpoint({ domain, defaultEndpoint }: Pick<ApiSpec, 'domain' | 'defaultEndpoint'>): boolean {
  return defaultEndpoint ?? domain === undefined;
}
