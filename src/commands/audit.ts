import { Flags } from '@oclif/core';
import { auditedRuns } from '../core/audit/audit-runs.js';
import { parseSince } from '../core/audit/parse-since.js';
import { auditView } from '../ui/audit-view.js';
import { stackFlags } from '../ui/flags.js';
import { StackCommand } from '../ui/stack-command.js';

export default class Audit extends StackCommand {
  static override summary = 'List who changed what, from where, and how it ended';
  static override description =
    'Reads the audit trail of the stack and environment, newest first. A run that was killed before it could say how it ended is "unknown".';
  static override examples = [
    '<%= config.bin %> audit --sandbox',
    '<%= config.bin %> audit --since 7d --command "state restore" --json',
  ];
  static override flags = {
    ...stackFlags,
    since: Flags.string({ description: 'Only what began after: 24h, 7d, 2026-11-23' }),
    command: Flags.string({ description: 'Only this command, such as apply or "state restore"' }),
    limit: Flags.integer({ min: 1, default: 50, description: 'How many at the most' }),
  };

  async run() {
    const { flags } = await this.parse(Audit);
    const session = this.open(flags);
    session.target();
    const since = flags.since === undefined ? undefined : parseSince(flags.since, Date.now());
    const { at } = await this.located();
    const { state, locks } = await session.stores();
    // A filter must see them all.
    const newest = flags.command === undefined ? flags.limit : undefined;
    const [read, held] = await Promise.all([state.audit.read(at, { since, newest }), locks.list(at)]);
    const heldLocks = new Set(held.map((lock) => lock.lockId));
    const runs = auditedRuns(read.entries, { since, command: flags.command, heldLocks });
    const shown = runs.slice(0, flags.limit);
    const result = { ...at, runs: shown, more: read.more + runs.length - shown.length, damaged: read.damaged };
    this.log(auditView(result, this.out));
    return result;
  }
}
