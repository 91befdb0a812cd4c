import { createHash } from 'node:crypto';
import type { DeploymentV3, OperationV2, ResourceV3 } from './deployment-v3.js';
import { journalUnreadable } from './errors.js';
import { JOURNAL_KIND, type JournalEntry } from './journal-entry.js';
import { dropVanishedReferences, resolveAliases } from './rebuild-references.js';

/** Version of Pulumi's engine that the deployments written here are compatible with. */
const ENGINE_VERSION = '3.248.0';

export interface ReplayOptions {
  /** ISO time for the manifest. */
  readonly time: string;
}

/** The deployment that `base` and what was journalled since add up to. Entries may come in any order and repeated. */
export function replayJournal(
  base: DeploymentV3 | undefined,
  entries: readonly JournalEntry[],
  options: ReplayOptions,
): DeploymentV3 {
  const replay = new JournalReplay(base);
  const ordered = [...entries].sort((a, b) => a.sequenceID - b.sequenceID);
  ordered.forEach((entry, at) => {
    if (at === 0 || entry.sequenceID !== ordered[at - 1]?.sequenceID) replay.add(entry);
  });
  return replay.deployment(options);
}

/** Adds up one journal entry after the other. Source: the replay rules of Pulumi's journalling backend. */
export class JournalReplay {
  private base: DeploymentV3;
  private made: ResourceV3[] = [];
  private madeBy = new Map<number, number>();
  private open = new Map<number, JournalEntry>();
  private droppedOld = new Set<number>();
  private droppedNew = new Set<number>();
  private swappedOld = new Map<number, ResourceV3>();
  private deletingOld = new Set<number>();
  private replacingOld = new Set<number>();
  private refreshed = false;

  constructor(base: DeploymentV3 | undefined) {
    this.base = base ?? emptyDeployment();
  }

  add(entry: JournalEntry): void {
    switch (entry.kind) {
      case JOURNAL_KIND.begin:
        this.open.set(entry.operationID, entry);
        break;
      case JOURNAL_KIND.success:
        this.succeed(entry);
        break;
      case JOURNAL_KIND.failure:
        this.open.delete(entry.operationID);
        break;
      case JOURNAL_KIND.refreshSuccess:
        this.refresh(entry);
        break;
      case JOURNAL_KIND.outputs:
        if (entry.state) this.swap(entry, entry.state);
        break;
      case JOURNAL_KIND.write:
        this.base = entry.newSnapshot ?? this.base;
        break;
      case JOURNAL_KIND.secretsManager:
        this.base = { ...this.base, secrets_providers: entry.secretsProvider };
        break;
      case JOURNAL_KIND.rebuiltBaseState:
        this.rebase();
        break;
      default:
        throw journalUnreadable(`entry ${entry.sequenceID} is of the unknown kind ${entry.kind}`);
    }
  }

  deployment(options: ReplayOptions): DeploymentV3 {
    const all = [...this.made.filter((_, at) => !this.droppedNew.has(at)), ...this.survivors()];
    const connected = this.refreshed ? dropVanishedReferences(all, this.base.resources ?? []) : all;
    const resources = resolveAliases(connected);
    const pending = this.pendingOperations();
    return {
      manifest: manifestOf(options.time),
      ...(this.base.secrets_providers && { secrets_providers: this.base.secrets_providers }),
      ...(resources.length > 0 && { resources }),
      ...(pending.length > 0 && { pending_operations: pending }),
      ...(this.base.metadata && { metadata: this.base.metadata }),
    };
  }

  private succeed(entry: JournalEntry): void {
    this.open.delete(entry.operationID);
    if (entry.state) {
      this.madeBy.set(entry.operationID, this.made.length);
      this.made.push(entry.state);
    }
    this.drop(entry);
    if (isIndex(entry.deleteOld)) this.deletingOld.add(entry.deleteOld);
    if (isIndex(entry.deleteNew)) this.mark(entry.deleteNew, entry, { delete: true });
    if (isIndex(entry.pendingReplacementOld)) this.replacingOld.add(entry.pendingReplacementOld);
    if (isIndex(entry.pendingReplacementNew)) {
      this.mark(entry.pendingReplacementNew, entry, { pendingReplacement: true });
    }
    this.refreshed ||= entry.isRefresh === true;
  }

  private refresh(entry: JournalEntry): void {
    this.open.delete(entry.operationID);
    this.refreshed = true;
    if (entry.state) this.swap(entry, entry.state);
    else this.drop(entry);
  }

  private drop(entry: JournalEntry): void {
    if (isIndex(entry.removeOld)) this.droppedOld.add(entry.removeOld);
    if (isIndex(entry.removeNew)) this.droppedNew.add(this.indexOf(entry.removeNew, entry));
  }

  private swap(entry: JournalEntry, state: ResourceV3): void {
    if (isIndex(entry.removeOld)) this.swappedOld.set(entry.removeOld, state);
    if (isIndex(entry.removeNew)) this.made[this.indexOf(entry.removeNew, entry)] = state;
  }

  private mark(operation: number, entry: JournalEntry, marks: Partial<ResourceV3>): void {
    const at = this.indexOf(operation, entry);
    this.made[at] = { ...(this.made[at] as ResourceV3), ...marks };
  }

  /** Pulumi's own replayer takes resource 0 for an operation it doesn't know; that would overwrite a stranger. */
  private indexOf(operation: number, entry: JournalEntry): number {
    const at = this.madeBy.get(operation);
    if (at === undefined) {
      throw journalUnreadable(`entry ${entry.sequenceID} refers to operation ${operation}, which made no resource`);
    }
    return at;
  }

  private survivors(): ResourceV3[] {
    return (this.base.resources ?? []).flatMap((resource, at) => {
      if (this.droppedOld.has(at)) return [];
      const swapped = this.swappedOld.get(at);
      if (swapped) return [swapped];
      const marks: Partial<ResourceV3> = {};
      if (this.replacingOld.has(at)) marks.pendingReplacement = true;
      if (this.deletingOld.has(at)) marks.delete = true;
      return [{ ...resource, ...marks }];
    });
  }

  private pendingOperations(): OperationV2[] {
    const begun = [...this.open.values()].flatMap((entry) => (entry.operation ? [entry.operation] : []));
    const inherited = (this.base.pending_operations ?? []).filter((operation) => operation.type === 'creating');
    return [...begun, ...inherited];
  }

  private rebase(): void {
    this.base = this.deployment({ time: this.base.manifest.time });
    this.made = [];
    this.madeBy = new Map();
    this.open = new Map();
    this.droppedOld = new Set();
    this.droppedNew = new Set();
    this.swappedOld = new Map();
    this.deletingOld = new Set();
    this.replacingOld = new Set();
  }
}

function isIndex(value: number | null | undefined): value is number {
  return value !== null && value !== undefined;
}

function emptyDeployment(): DeploymentV3 {
  return { manifest: manifestOf(new Date(0).toISOString()) };
}

function manifestOf(time: string): DeploymentV3['manifest'] {
  return { time, magic: createHash('sha256').update(ENGINE_VERSION).digest('hex'), version: ENGINE_VERSION };
}
