import type { UnitProgram } from '../../core/engine/deployment-engine.js';
import type { DeploymentRun } from './deployment-run.js';
import { programStalled } from './errors.js';
import { engineHandlers, monitorHandlers } from './monitor.js';
import type { ProgramIsolation } from './program-turn.js';
import { Registrar } from './registrar.js';
import type { ResourceOutputs } from './resource-outputs.js';
import { runProgram } from './run-program.js';
import { sdkInternals } from './sdk-internals.js';
import { connectInProcess, connectOverGrpc } from './transport.js';

export interface Declaration {
  readonly program: UnitProgram;
  readonly outputs: ResourceOutputs;
  readonly transport: 'in-process' | 'grpc';
  /** Milliseconds without anything declared after which a preview is given up. */
  readonly previewIdleMs: number;
  readonly isolation: ProgramIsolation;
}

/** Runs the program and does what it declares. What goes wrong stands in the run's errors. */
export async function declareResources(
  run: DeploymentRun,
  { program, outputs, transport, previewIdleMs, isolation }: Declaration,
): Promise<void> {
  const sdk = sdkInternals();
  const registrar = new Registrar(run);
  const services = { monitor: monitorHandlers({ run, registrar, outputs, sdk }), engine: engineHandlers(run, sdk) };
  const connection = transport === 'grpc' ? await connectOverGrpc(services, sdk) : connectInProcess(services, sdk);
  const idle = run.preview ? watchIdle(registrar, previewIdleMs) : undefined;
  try {
    await runProgram({
      program,
      unit: run.unit,
      preview: run.preview,
      isolation,
      connection,
      sdk,
      onError: (error) => reportOnce(run, error),
      abandoned: Promise.race([abandoned(run, registrar), ...(idle ? [idle.stalled] : [])]),
    });
    await registrar.settled();
  } finally {
    idle?.end();
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

/**
 * A preview calls nothing that takes long. A program that has declared nothing for a while waits for what can't come, such as
 * the value of an unknown; other timers of the process may keep it from ending by itself.
 */
function watchIdle(registrar: Registrar, limitMs: number): { readonly stalled: Promise<never>; end(): void } {
  let last = registrar.activity;
  let since = performance.now();
  let end: () => void = () => undefined;
  const stalled = new Promise<never>((_, reject) => {
    const timer = setInterval(() => {
      if (registrar.activity !== last) since = performance.now();
      last = registrar.activity;
      if (performance.now() - since >= limitMs) reject(programStalled());
    }, limitMs / 4);
    timer.unref();
    end = () => clearInterval(timer);
  });
  stalled.catch(() => undefined);
  return { stalled, end };
}

/** A failed resource fails every promise made of it; those are the same failure, which is recorded already. */
function reportOnce(run: DeploymentRun, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  if ([...run.reported].some((known) => message.includes(known))) return;
  run.reported.add(message);
  run.fail(error);
}
