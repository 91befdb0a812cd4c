import type { DeploymentOutcome } from '../../../../src/core/execution/deployment-outcome.js';
import { type KillPoint, type Victim, watchingAppends } from './kill-point.js';
import { AFTER } from './kill-programs.js';
import type { StockProject } from './stock-project.js';
import { signalCli } from './watched-cli.js';

/** Applies what is asked for, until the point is reached. Where panka is the victim this process ends there. */
export async function runUntilKilled(project: StockProject, point: KillPoint): Promise<DeploymentOutcome> {
  const die = () => kill(point.victim, project.folder);
  const timer = point.when === 'meanwhile' ? setTimeout(die, point.ms) : undefined;
  try {
    return await project.apply(AFTER, {
      state: (own) =>
        watchingAppends(own, ({ when, nth }) => {
          if (point.when === when && point.append === nth) die();
        }),
    });
  } finally {
    clearTimeout(timer);
  }
}

/** The CLI first: panka cannot do anything after its own end. */
function kill(victim: Victim, folder: string): void {
  if (victim !== 'panka') signalCli(folder, 'SIGKILL');
  if (victim !== 'the CLI') process.kill(process.pid, 'SIGKILL');
}
