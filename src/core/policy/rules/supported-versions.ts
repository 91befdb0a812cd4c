import type { ComponentOf } from '../../../sdk/index.js';
import { valueAt } from '../../diagnostics/json-pointer.js';
import type { Policy } from '../policy.js';
import { ENGINES, LAMBDA_RUNTIMES, SUPPORT_TABLE_DATE, type SupportEnd } from '../support-ends.js';

export const supportedVersions: Policy = {
  id: 'PANKA-EOL-001',
  title: 'runtimes and engines are versions that AWS still supports',
  severity: { development: 'warning', production: 'error' },
  kinds: ['Lambda', ...Object.keys(ENGINES)],
  check(component, { today }) {
    const { path, version, ends } = supportOf(component) ?? {};
    if (path === undefined || ends === undefined || today <= ends) return [];
    return [
      {
        path,
        message: `support for ${version} of ${component.kind} ${component.address} ended on ${ends}`,
        suggestion: 'move to a newer version',
        // What an old table says is no reason to stop a deployment.
        ...(today > aYearAfter(SUPPORT_TABLE_DATE) ? { atMost: 'warning' as const } : {}),
      },
    ];
  },
};

function supportOf({ kind, spec }: ComponentOf): { path: string; version: string; ends: string } | undefined {
  const path = kind === 'Lambda' ? '/runtime' : '/engine/version';
  const version = String(valueAt(spec, path) ?? '');
  const engines = ENGINES[kind];
  const table =
    kind === 'Lambda' ? LAMBDA_RUNTIMES : (engines?.[String(valueAt(spec, '/engine/type'))] ?? engines?.['*']);
  const found = table?.find((one: SupportEnd) => version === one.version || version.startsWith(`${one.version}.`));
  return found && { path, version, ends: found.ends };
}

function aYearAfter(date: string): string {
  return `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`;
}
