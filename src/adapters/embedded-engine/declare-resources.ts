import type { UnitProgram } from '../../core/engine/deployment-engine.js';
import type { DeploymentRun } from './deployment-run.js';
import { engineHandlers, monitorHandlers } from './monitor.js';
import { Registrar } from './registrar.js';
import type { ResourceOutputs } from './resource-outputs.js';
import { runProgram } from './run-program.js';
import { sdkInternals } from './sdk-internals.js';
import { connectInProcess, connectOverGrpc } from './transport.js';

export interface Declaration {
  readonly program: UnitProgram;
  readonly outputs: ResourceOutputs;
  readonly transport: 'in-process' | 'grpc';
}

/** Runs the program and does what it declares. What goes wrong stands in the run's errors. */
export async function declareResources(
  run: DeploymentRun,
  { program, outputs, transport }: Declaration,
): Promise<void> {
  const sdk = sdkInternals();
  const registrar = new Registrar(run);
  const services = { monitor: monitorHandlers({ run, registrar, outputs, sdk }), engine: engineHandlers(run, sdk) };
  const connection = transport === 'grpc' ? await connectOverGrpc(services, sdk) : connectInProcess(services, sdk);
  try {
    await runProgram({
      program,
      unit: run.unit,
      preview: run.preview,
      connection,
      sdk,
      onError: (error) => reportOnce(run, error),
      abandoned: abandoned(run, registrar),
    });
    await registrar.settled();
  } finally {
    await connection.close();
  }
}

/** How long a program has to end by itself once the run was stopped, all its steps are done and new ones are refused. */
const GRACE_MS = 500;

async function abandoned(run: DeploymentRun, registrar: Registrar): Promise<void> {
  await run.whenStopped;
  await registrar.settled();
  await new Promise((resolve) => setTimeout(resolve, GRACE_MS));
  await registrar.settled();
}

/** A failed resource fails every promise made of it; those are the same failure, which is recorded already. */
function reportOnce(run: DeploymentRun, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  if ([...run.reported].some((known) => message.includes(known))) return;
  run.reported.add(message);
  run.fail(error);
}
