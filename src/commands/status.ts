import { matchesFilter } from '../core/execution/filter.js';
import { lockKey } from '../core/locks/lock-store.js';
import { SHARED } from '../core/plan/resource-owner.js';
import { readHead } from '../core/state/read-head.js';
import { filterFlags, stackFlags } from '../ui/flags.js';
import { StackCommand } from '../ui/stack-command.js';
import { statusView } from '../ui/status-view.js';

export default class Status extends StackCommand {
  static override summary = 'Show what is deployed, as the state has it';
  static override examples = ['<%= config.bin %> status --sandbox', '<%= config.bin %> status --json'];
  static override flags = { ...stackFlags, ...filterFlags };

  async run() {
    const { flags } = await this.parse(Status);
    const filter = { services: flags.service, components: flags.component };
    const session = this.open(flags);
    const target = session.target();
    const { at } = await this.place();
    const { state: store, locks } = await session.stores();
    const state = await readHead(store, at);
    const records = Object.entries(state?.components ?? {}).filter(([address]) => matchesFilter(filter, address));
    const [lock] = (await locks.list(at)).filter((l) => l.lockKey.startsWith(lockKey(at)));
    const result = {
      ...at,
      target: target.name,
      serial: state?.serial ?? 0,
      lastDeployment: state?.lastDeployment,
      resources: records.reduce((sum, [, r]) => sum + r.resources.length, 0),
      components: records
        .filter(([address]) => address !== SHARED)
        .map(([component, r]) => ({
          component,
          kind: r.kind,
          status: r.status,
          wave: r.wave,
          plugin: `${r.plugin.name}@${r.plugin.version}`,
          resources: r.resources.length,
          deployedAt: r.deployedAt,
          error: r.error,
          outputs: r.outputs,
        })),
      state: store.describe(at),
      ...(target.name === 'sandbox' && { sandbox: session.sandboxFolder }),
      ...(lock === undefined
        ? {}
        : {
            lock: {
              key: lock.lockKey,
              id: lock.lockId,
              by: lock.lockedBy,
              command: lock.command,
              lockedAt: lock.lockedAt,
            },
          }),
    };
    this.log(statusView(result, this.out));
    return result;
  }
}
