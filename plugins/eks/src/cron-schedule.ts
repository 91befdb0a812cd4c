/** A schedule in the words of Kubernetes, or why it has none for it. */
export type KubernetesSchedule = { readonly cron: string } | { readonly problem: string };

/** Minutes of an hour, hours of a day: what a rate has to divide to be a time on the clock. */
const WHOLE = { minute: 60, hour: 24, day: 1 } as const;

/** EventBridge's `rate(…)`, `cron(…)` of six fields, or cron of five → cron of five fields. Source: Kubernetes documentation, "CronJob". */
export function kubernetesSchedule(expression: string): KubernetesSchedule {
  const [, form, body = ''] = /^(rate|cron|at)\((.*)\)$/.exec(expression) ?? [];
  if (form === 'rate') return ofRate(body);
  if (form === 'cron') return ofSixFields(body.trim().toUpperCase().split(/\s+/));
  if (form === 'at') return { problem: 'Kubernetes has no schedule for one time only' };
  return { cron: expression };
}

function ofRate(body: string): KubernetesSchedule {
  const [, text, unit] = /^(\d+) +(minute|hour|day)s?$/.exec(body.trim()) ?? [];
  const value = Number(text);
  const whole = WHOLE[unit as keyof typeof WHOLE] ?? 0;
  if (!(value > 0) || whole % value !== 0)
    return { problem: `Kubernetes starts jobs by the clock, which every ${body.trim()} does not fit into` };
  const every = value === 1 ? '*' : `*/${value}`;
  if (unit === 'minute') return { cron: value === 60 ? '0 * * * *' : `${every} * * * *` };
  if (unit === 'hour') return { cron: value === 24 ? '0 0 * * *' : `0 ${every} * * *` };
  return { cron: '0 0 * * *' };
}

function ofSixFields(fields: readonly string[]): KubernetesSchedule {
  const [minute = '*', hour = '*', day = '*', month = '*', weekday = '*', year = '*'] = fields;
  if (year !== '*') return { problem: `Kubernetes has no years in a schedule (${year})` };
  const special = [day, weekday].find((field) => /[LW#]/.test(field.replaceAll(/WED|JUL/g, '')));
  if (special !== undefined) return { problem: `Kubernetes has no ${special} in a schedule` };
  const weekdays = weekday === '?' ? '*' : fromSunday(weekday);
  return { cron: [minute, hour, day === '?' ? '*' : day, month, weekdays].join(' ') };
}

/** EventBridge counts days of the week from SUN = 1, cron from 0; what follows a slash is no day. */
function fromSunday(field: string): string {
  return field.replaceAll(/(^|[,-])(\d+)/g, (_, before: string, day: string) => `${before}${Number(day) - 1}`);
}
