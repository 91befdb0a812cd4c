import type { ResourceOp } from '../core/engine/deployment-engine.js';
import type { Action, ComponentChange, Plan, PlannedProperty, ResourceChange } from '../core/plan/plan.js';
import { costChange } from './cost-view.js';
import { diagnosticJson } from './diagnostic-json.js';
import { count, type Style } from './style.js';

const SIGN: Record<Action, string> = { create: '+', update: '~', replace: '±', delete: '-', none: ' ' };
const COLOUR: Record<Action, 'green' | 'yellow' | 'magenta' | 'red' | 'dim'> = {
  create: 'green',
  update: 'yellow',
  replace: 'magenta',
  delete: 'red',
  none: 'dim',
};
const OP_ACTION: Partial<Record<ResourceOp, Action>> = {
  create: 'create',
  import: 'create',
  update: 'update',
  replace: 'replace',
  delete: 'delete',
};
const MAX_PROPERTIES = 12;
/** Sign of what exists and is taken over. */
const TAKEN_OVER = '=';

/** A plan as text: by wave and component, why, and per resource what exactly. */
export function planView(plan: Plan, style: Style): string {
  const changed = plan.changes.filter((c) => c.action !== 'none');
  const where = `${style('bold', plan.stack)} in ${style('bold', plan.environment)} (${plan.target})`;
  if (changed.length === 0)
    return `Nothing to do for ${where}: ${count(plan.changes.length, 'component')} as in the manifests.`;
  const lines = [`Plan for ${where}:`, ''];
  let wave: number | undefined;
  for (const change of changed) {
    if (change.action !== 'delete' && change.wave !== wave) {
      wave = change.wave;
      lines.push(style('dim', wave === 0 ? 'wave 0 · what the stack has once' : `wave ${wave}`));
    }
    lines.push(...componentLines(change, style));
  }
  lines.push('', summaryLine(plan, style), ...costLines(plan, style));
  if (plan.notModelled.length > 0)
    lines.push(
      style('dim', `The sandbox has no model of ${plan.notModelled.join(', ')}: it only echoes what is given.`),
    );
  for (const finding of plan.findings)
    lines.push(style('yellow', `${finding.severity} ${finding.code} ${finding.component ?? ''}: ${finding.message}`));
  return lines.join('\n');
}

/** Nothing where the fixed cost stays as it is. */
function costLines({ cost }: Plan, style: Style): string[] {
  if (cost === undefined || cost.components.length === 0) return [];
  return [style('dim', `Fixed cost by list prices: ${costChange(cost.monthly)}, without what the stack shares`)];
}

function summaryLine({ summary, resources }: Plan, style: Style): string {
  const actions = (['create', 'update', 'replace', 'delete'] as const).filter((a) => summary[a] > 0);
  const parts = actions.map((a) => style(COLOUR[a], `${summary[a]} to ${a}`));
  const ops = Object.entries(resources).filter(([op]) => op !== 'same' && op !== 'read');
  const total = ops.reduce((sum, [, n]) => sum + n, 0);
  const imported = resources.import ?? 0;
  const taken = imported === 0 ? '' : `, ${count(imported, 'resource')} taken over`;
  return `${parts.join(', ')}, ${summary.none} unchanged (${count(total, 'resource step')}${taken})`;
}

function componentLines(change: ComponentChange, style: Style): string[] {
  const colour = COLOUR[change.action];
  const rollback = change.action === 'create' ? '' : style('dim', ` · rollback: ${change.rollback}`);
  const head = `  ${style(colour, SIGN[change.action])} ${style('bold', change.component)} ${style('dim', change.kind)}  ${change.reason}${rollback}`;
  const specs = change.specChanges.slice(0, MAX_PROPERTIES).map((s) => {
    const where = s.source === undefined ? '' : style('dim', `  ${s.source.file}:${s.source.line}:${s.source.column}`);
    return `      ${style('dim', 'spec')}${s.path.replaceAll('/', '.')}: ${short(s.before)} → ${short(s.after)}${where}`;
  });
  const resources = change.resources.filter((r) => OP_ACTION[r.op] !== undefined);
  return [head, ...specs, ...resources.flatMap((r) => resourceLines(r, style))];
}

function resourceLines(resource: ResourceChange, style: Style): string[] {
  const action = OP_ACTION[resource.op] ?? 'none';
  const forced =
    resource.replaceReasons.length === 0 ? '' : style('magenta', `  because of ${resource.replaceReasons.join(', ')}`);
  const kept = resource.snapshot === true ? style('green', '  after a snapshot of it') : '';
  const first = resource.first === undefined ? '' : style('green', `  after ${resource.first}`);
  const sign = resource.op === 'import' ? TAKEN_OVER : SIGN[action];
  const head = `      ${style(COLOUR[action], sign)} ${style('dim', resource.type)} ${resource.name}${historyOf(resource, style)}${forced}${kept}${first}`;
  if (resource.retained === true)
    return [
      `        ${style('dim', resource.type)} ${resource.name}  ${style('yellow', 'leaves the state, stays in the cloud')}`,
    ];
  if (resource.existing === undefined && action !== 'update' && action !== 'replace') return [head];
  const shown = resource.changes.slice(0, MAX_PROPERTIES).map((c) => `          ${propertyLine(c, style)}`);
  const more = resource.changes.length - shown.length;
  return [head, ...shown, ...(more > 0 ? [style('dim', `          and ${more} more`)] : [])];
}

/** What was there before panka. */
function historyOf({ existing, adopted }: ResourceChange, style: Style): string {
  if (existing !== undefined) return style('dim', `  takes over ${existing}`);
  return adopted === true ? style('red', '  was there before it was adopted') : '';
}

function propertyLine({ path, before, after, knownAfter, field }: PlannedProperty, style: Style): string {
  const to = knownAfter === undefined ? (after ?? '(unset)') : `(${knownAfter})`;
  return `${path}: ${style('red', before ?? '(unset)')} → ${style('green', to)}${fieldText(field, style)}`;
}

function fieldText(field: PlannedProperty['field'], style: Style): string {
  if (field?.path === undefined) return '';
  const { path, source } = field;
  const where = source === undefined ? '' : ` (${source.file}:${source.line}:${source.column})`;
  return style('dim', `  spec${path.replaceAll('/', '.')}${where}`);
}

function short(value: unknown): string {
  if (value === undefined) return '(unset)';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** The documented shape of `plan --json`. */
export function planJson(plan: Plan) {
  return {
    stack: plan.stack,
    environment: plan.environment,
    target: plan.target,
    changes: plan.changes.map(({ resources, ...change }) => ({
      ...change,
      resources: resources.map(
        ({ name, type, op, urn, changes, replaceReasons, retained, snapshot, first, existing, adopted }) => ({
          name,
          type,
          op,
          urn,
          changes,
          replaceReasons,
          ...(retained === true && { retained }),
          ...(snapshot === true && { snapshot }),
          ...(first !== undefined && { first }),
          ...(existing !== undefined && { existing }),
          ...(adopted === true && { adopted }),
        }),
      ),
    })),
    summary: plan.summary,
    notModelled: plan.notModelled,
    findings: plan.findings.map(diagnosticJson),
    ...(plan.cost === undefined ? {} : { cost: plan.cost }),
  };
}
