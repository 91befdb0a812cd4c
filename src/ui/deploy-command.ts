import { EXIT } from '../core/diagnostics/panka-error.js';
import type { DeploymentOutcome } from '../core/execution/deployment-outcome.js';
import type { DeploymentEvent } from '../core/execution/events.js';
import type { Plan } from '../core/plan/plan.js';
import { DeploymentView } from './deployment-view.js';
import { failureAdvice } from './failure-advice.js';
import { Interruption } from './interruption.js';
import type { Question } from './prompt.js';
import { StackCommand } from './stack-command.js';
import { summaryView } from './summary-view.js';

export interface Running {
  readonly emit: (event: DeploymentEvent) => void;
  readonly signal: AbortSignal;
  readonly approve: (plan: Plan) => Promise<boolean>;
}

/** A command that changes what is deployed: shows it while it happens, asks, stops on Ctrl-C, sums up. */
export abstract class DeployCommand extends StackCommand {
  protected async running(
    question: Question,
    listeners: readonly ((event: DeploymentEvent) => void)[],
    work: (running: Running) => Promise<DeploymentOutcome>,
  ): Promise<DeploymentOutcome> {
    const view = await DeploymentView.open({
      style: this.err,
      tree: process.stderr.isTTY === true && !this.jsonEnabled(),
      write: (line) => this.note(line),
      also: listeners,
    });
    const interruption = new Interruption(view.emit);
    try {
      const approve = () => this.confirmed({ ...question, signal: interruption.signal });
      const outcome = await work({ emit: view.emit, signal: interruption.signal, approve });
      await view.close();
      this.conclude(outcome, interruption.exitCode);
      return outcome;
    } finally {
      await view.close();
      interruption.close();
    }
  }

  private conclude(outcome: DeploymentOutcome, interrupted: number | undefined): void {
    if (outcome.status === 'failed') process.exitCode = EXIT.failed;
    if (outcome.status === 'interrupted') process.exitCode = interrupted ?? EXIT.failed;
    if (this.jsonEnabled()) return;
    const sandbox = outcome.target === 'sandbox' ? this.session.sandboxFolder : undefined;
    this.log(summaryView({ outcome, sandbox, command: this.id ?? '' }, this.out));
  }
}

/** The documented shape of `apply --json` and `destroy --json`. */
export function outcomeJson(outcome: DeploymentOutcome) {
  const [first] = outcome.errors;
  const suggestions = failureAdvice(outcome.errors);
  return {
    ...outcome,
    ...(outcome.status === 'failed' && first !== undefined
      ? {
          error: {
            code: first.code ?? 'DeploymentFailed',
            message: first.message,
            ...(suggestions.length > 0 && { suggestions }),
          },
        }
      : {}),
  };
}
