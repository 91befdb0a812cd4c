import type { ComponentOf, DeclaredLogGroup, LogGroups, TranslateContext } from 'panka/sdk';

export interface ExportedLogs {
  readonly component: ComponentOf<unknown>;
  /** Where the service writes them: `/aws/rds/instance/<identifier>`, with the name of each log behind it. */
  readonly folder: string;
  readonly logs: readonly string[];
  /** Begin of the parts' names, where a component has several of these: `replica-1-`. */
  readonly prefix?: string;
}

/**
 * The log groups that a database exports its logs to. It would make them itself, and keep them for ever and without a key: it has
 * to wait for these.
 */
export function declareExportedLogs(
  groups: LogGroups,
  context: TranslateContext,
  { component, folder, logs, prefix = '' }: ExportedLogs,
): DeclaredLogGroup['ready'][] {
  return logs.map((log) => {
    const group = { name: `${folder}/${log}`, part: `${prefix}log-group-${log}` };
    return groups.declare(component, context, group).ready;
  });
}
