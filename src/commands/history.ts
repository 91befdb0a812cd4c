import { Flags } from '@oclif/core';
import { deploymentHistory } from '../core/state/unrecorded-runs.js';
import { stackFlags } from '../ui/flags.js';
import { StackCommand } from '../ui/stack-command.js';
import { duration } from '../ui/style.js';

export default class History extends StackCommand {
  static override summary = 'List the deployments of a stack, newest first';
  static override examples = ['<%= config.bin %> history --sandbox', '<%= config.bin %> history --limit 5 --json'];
  static override flags = {
    ...stackFlags,
    limit: Flags.integer({ min: 1, default: 20, description: 'How many at the most' }),
  };

  async run() {
    const { flags } = await this.parse(History);
    const session = this.open(flags);
    session.target();
    const { at } = await this.place();
    const records = await deploymentHistory((await session.stores()).state, at, flags.limit);
    if (records.length === 0) this.log('No deployments yet.');
    for (const r of records) {
      const steps = Object.entries(r.resources).map(([op, n]) => `${n} ${op}`);
      const took = r.durationMs === undefined ? '' : ` in ${duration(r.durationMs)}`;
      this.log(
        `${this.out('bold', String(r.serial).padStart(4))}  ${r.startedAt}  ${r.status.padEnd(11)}  ${r.command} by ${r.by}${took}  ${this.out('dim', steps.join(', '))}`,
      );
    }
    return {
      ...at,
      deployments: records.map(({ manifests: _manifests, components, ...record }) => ({ ...record, components })),
    };
  }
}
