import type { JsonObject } from 'panka/sdk';

/** What every event has; a test event need only give what its pattern looks at. Source: EventBridge API reference, TestEventPattern. */
const REQUIRED: JsonObject = {
  id: '00000000-0000-0000-0000-000000000000',
  account: '000000000000',
  source: 'panka',
  time: '2025-01-01T00:00:00Z',
  region: 'us-east-1',
  resources: [],
  'detail-type': 'test',
  detail: {},
};

/** A test event with everything that EventBridge demands of one. */
export function completeEvent(event: Readonly<Record<string, unknown>>): JsonObject {
  return { ...REQUIRED, ...(event as JsonObject) };
}
