import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliProject, type CliResult } from '../helpers/cli.js';
import { logLines } from '../helpers/until-logged.js';

export interface Outcome {
  readonly status: string;
  readonly serial: number;
  readonly deployment: string;
  readonly resources: Record<string, number>;
  readonly recovered: boolean;
  readonly components: readonly { component: string; status: string; error?: { message: string } }[];
  readonly errors: readonly { code?: string; message: string; component?: string }[];
  readonly error?: { code: string; message: string };
}

/** Four queues: api/first ← api/second ← api/third, and audit/log on its own. */
export class QueueProject extends CliProject {
  readonly manifest = join(this.folder, 'services/api/queues.yaml');
  readonly state = join(this.folder, '.panka/state/stacks/queues/development/state.json');
  readonly log = join(this.root, 'run.log');

  constructor() {
    super('test/fixtures/stacks/queues');
  }

  apply(faults: readonly unknown[] = [], args: readonly string[] = []): Promise<CliResult> {
    const env: Record<string, string> = faults.length === 0 ? {} : { PANKA_SANDBOX_FAULTS: JSON.stringify(faults) };
    return this.panka(['apply', '--sandbox', '--yes', '--json', ...args], { env });
  }

  async locks(): Promise<readonly unknown[]> {
    return (await this.panka(['locks', 'list', '--sandbox', '--json'])).json().locks as unknown[];
  }

  stored(): { serial: number; lastDeployment: string } | undefined {
    return existsSync(this.state) ? JSON.parse(readFileSync(this.state, 'utf8')) : undefined;
  }

  logged() {
    return logLines(this.log);
  }
}

export function outcomeOf(result: CliResult): Outcome {
  return result.json() as unknown as Outcome;
}

/** `{'api/first': 'deployed', …}`. */
export function statuses(outcome: Outcome): Record<string, string> {
  return Object.fromEntries(outcome.components.map((c) => [c.component, c.status]));
}
