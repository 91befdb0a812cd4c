import { count, type Style } from './style.js';

export interface StatusFacts {
  readonly stack: string;
  readonly environment: string;
  readonly target: string;
  readonly serial: number;
  readonly resources: number;
  readonly components: readonly {
    readonly component: string;
    readonly kind: string;
    readonly status: string;
    readonly resources: number;
    readonly error?: string;
  }[];
  readonly state: string;
  readonly sandbox?: string;
  readonly lock?: { readonly key: string; readonly by: string; readonly command: string };
}

const COLOUR: Record<string, 'green' | 'red' | 'yellow'> = {
  deployed: 'green',
  failed: 'red',
  unverified: 'yellow',
  deleting: 'yellow',
};

export function statusView(facts: StatusFacts, style: Style): string {
  const head = `${style('bold', facts.stack)} in ${style('bold', facts.environment)} (${facts.target}): `;
  const nothing = facts.components.length === 0 && facts.resources === 0;
  const lines = [
    nothing
      ? `${head}nothing is deployed`
      : `${head}${count(facts.components.length, 'component')}, ${count(facts.resources, 'resource')}, state serial ${facts.serial}`,
  ];
  const width = Math.max(0, ...facts.components.map((c) => c.component.length));
  for (const { component, kind, status, resources, error } of facts.components) {
    const text = `  ${style(COLOUR[status] ?? 'yellow', status.padEnd(10))} ${component.padEnd(width)}  ${style('dim', `${kind}, ${count(resources, 'resource')}`)}`;
    lines.push(error === undefined ? text : `${text}\n             ${style('red', error)}`);
  }
  if (facts.lock !== undefined) lines.push(`locked by ${facts.lock.by} (${facts.lock.command}): panka locks list`);
  lines.push(style('dim', `state    ${facts.state}`));
  if (facts.sandbox !== undefined) lines.push(style('dim', `sandbox  ${facts.sandbox}`));
  return lines.join('\n');
}
