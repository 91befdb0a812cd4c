import { lookAtSetup } from '../../core/backend/run-setup.js';
import type { StepReport } from '../../core/backend/setup-step.js';
import { AwsClients } from '../aws-clients/aws-clients.js';
import { type BackendRequest, backendSetup } from './backend-setup.js';
import { type Caller, callerOf } from './caller.js';

export interface BackendCheck {
  readonly caller: Caller;
  /** Milliseconds that this machine's clock is behind AWS's; 0 where it is near enough. */
  readonly clockOffset: number;
  readonly pieces: readonly StepReport[];
}

/** Who asks, whether the clock is right, and how bucket and table are. Reads only. */
export async function checkBackend(request: BackendRequest): Promise<BackendCheck> {
  const clients = new AwsClients({ ...request.settings, region: request.region });
  const { steps, close } = await backendSetup(request);
  try {
    const caller = await callerOf(clients);
    const { systemClockOffset = 0 } = (await clients.sts()).config as { systemClockOffset?: number };
    return { caller, clockOffset: systemClockOffset, pieces: await lookAtSetup(steps) };
  } finally {
    await Promise.all([close(), clients.close()]);
  }
}
