const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** Short forms of cron. Source: crontab(5). */
const MACROS: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

interface Range {
  readonly first: number;
  readonly last: number;
  /** Names of its values, the first one for `first`. */
  readonly names?: readonly string[];
}
const MINUTES: Range = { first: 0, last: 59 };
const HOURS: Range = { first: 0, last: 23 };
const DAYS_OF_MONTH: Range = { first: 1, last: 31 };
const MONTH_NUMBERS: Range = { first: 1, last: 12, names: MONTHS };
const DAYS_OF_WEEK: Range = { first: 0, last: 6, names: DAYS };

/** The five fields of a text that is cron as crontab(5) writes it; undefined for anything else. */
export function fiveFields(schedule: string): readonly string[] | undefined {
  const fields = (MACROS[schedule.trim().toLowerCase()] ?? schedule.trim()).split(/\s+/);
  const [minute = '', hour = ''] = fields;
  const looksLikeCron = /^[\d*]/.test(minute) && /^[\d*]/.test(hour) && fields.every((f) => /^[\w*,/-]+$/.test(f));
  return fields.length === 5 && looksLikeCron ? fields : undefined;
}

/**
 * Cron of five fields in the words of EventBridge: `0 3 * * 1-5` → `cron(0 3 ? * 2-6 *)`. Days of the week are counted from
 * SUN = 1 there, and one of the two day fields has to be `?`. Undefined where both are given: crontab means either, and
 * EventBridge has no word for that.
 */
export function awsCron(schedule: string): string | undefined {
  const fields = fiveFields(schedule);
  if (fields === undefined) return undefined;
  const [minute = '*', hour = '*', day = '*', month = '*', weekday = '*'] = fields;
  const weekdays = daysOfWeek(weekday);
  if (weekdays === undefined) return undefined;
  if (weekdays !== '*' && day !== '*') return undefined;
  const days = weekdays === '*' ? [steps(day, DAYS_OF_MONTH), '?'] : ['?', weekdays];
  const [dayOfMonth, dayOfWeek] = days;
  return `cron(${steps(minute, MINUTES)} ${steps(hour, HOURS)} ${dayOfMonth} ${steps(month, MONTH_NUMBERS)} ${dayOfWeek} *)`;
}

/** EventBridge counts steps from a number, not from `*` or through a range. */
function steps(field: string, range: Range): string {
  if (!field.includes('/')) return field.toUpperCase();
  const every = /^\*\/(\d+)$/.exec(field);
  if (every !== null) return `${range.first}/${every[1]}`;
  if (/^\d+\/\d+$/.test(field)) return field;
  return valuesOf(field, range)?.join(',') ?? field;
}

/** Days of the week as EventBridge counts them; undefined where the field is none. */
function daysOfWeek(field: string): string | undefined {
  const values = valuesOf(field.replaceAll(/\b7\b/g, '0').replace(/-0\b/g, '-7'), { ...DAYS_OF_WEEK, last: 7 });
  if (values === undefined) return undefined;
  const days = [...new Set(values.map((value) => value % 7))].sort((a, b) => a - b);
  if (days.length === 7) return '*';
  return runsOf(days.map((value) => value + 1)).join(',');
}

/** Every value of a field, in order; undefined where it is not written as crontab(5) wants. */
function valuesOf(field: string, range: Range): readonly number[] | undefined {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const found = /^(?:\*|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(part);
    if (found === null) return undefined;
    const [, from, to, step] = found;
    const first = from === undefined ? range.first : numberOf(from, range);
    const open = from === undefined || (to === undefined && step !== undefined);
    const last = open ? range.last : numberOf(to ?? from ?? '', range);
    if (first === undefined || last === undefined || first > last || Number(step) === 0) return undefined;
    for (let value = first; value <= last; value += Number(step ?? 1)) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

function numberOf(text: string, { first, last, names = [] }: Range): number | undefined {
  const named = names.indexOf(text.toUpperCase());
  const value = named === -1 ? Number(text) : first + named;
  return Number.isInteger(value) && value >= first && value <= last ? value : undefined;
}

/** `2,3,4,5,6` → `2-6`; two in a row stay two. */
function runsOf(values: readonly number[]): string[] {
  const runs: number[][] = [];
  for (const value of values) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === value - 1) run.push(value);
    else runs.push([value]);
  }
  return runs.flatMap((run) => (run.length > 2 ? [`${run[0]}-${run.at(-1)}`] : run.map(String)));
}
