import type { Finding } from 'panka/sdk';
import { errorAt } from './finding.js';
import { windowMinutes, windowsOverlap } from './windows.js';

export interface Windows {
  readonly backup: { readonly preferredWindow?: string };
  readonly maintenance: { readonly preferredWindow?: string };
}

/** Windows that overlap or are too short for AWS. `least`: minutes that a window must have. */
export function windowRules(
  code: string,
  { backup, maintenance }: Windows,
  least: { readonly backup: number; readonly maintenance: number },
): Finding[] {
  const [daily, weekly] = [backup.preferredWindow, maintenance.preferredWindow];
  const overlap =
    daily === undefined || weekly === undefined || !windowsOverlap(daily, weekly)
      ? []
      : [errorAt('/backup/preferredWindow', code, 'backup.preferredWindow overlaps maintenance.preferredWindow')];
  return [
    ...tooShort(code, 'backup', { window: daily, least: least.backup }),
    ...tooShort(code, 'maintenance', { window: weekly, least: least.maintenance }),
    ...overlap,
  ];
}

function tooShort(code: string, section: string, at: { window: string | undefined; least: number }): Finding[] {
  if (at.window === undefined || windowMinutes(at.window) >= at.least) return [];
  const message = `${section}.preferredWindow ${at.window} is ${windowMinutes(at.window)} minutes long; AWS takes ${at.least} or more`;
  return [errorAt(`/${section}/preferredWindow`, code, message)];
}
