import { awsCron, fiveFields } from './five-fields.js';

/** Why EventBridge Scheduler would refuse a schedule. */
export interface ScheduleProblem {
  readonly code: string;
  readonly message: string;
  /** Schedule to write instead. */
  readonly instead?: string;
}

interface CronField {
  readonly name: string;
  readonly first: number;
  readonly last: number;
  readonly names?: readonly string[];
  /** Values beyond numbers, names, ranges and steps. */
  readonly special?: RegExp;
}

/** Source: EventBridge Scheduler user guide, "Cron-based schedules". */
const FIELDS: readonly CronField[] = [
  { name: 'minutes', first: 0, last: 59 },
  { name: 'hours', first: 0, last: 23 },
  { name: 'day-of-month', first: 1, last: 31, special: /^(\?|L|LW|\d{1,2}W)$/ },
  {
    name: 'month',
    first: 1,
    last: 12,
    names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
  },
  {
    name: 'day-of-week',
    first: 1,
    last: 7,
    names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
    special: /^(\?|L|[1-7]L|[1-7]#[1-5]|[A-Z]{3}#[1-5]|[A-Z]{3}L)$/,
  },
  { name: 'year', first: 1970, last: 2199 },
];
const FORMS = 'rate(5 minutes), cron(0 3 * * ? *), at(2030-01-01T03:00:00) or cron of five fields';

/** What is wrong with a schedule in its canonical form; undefined: nothing. */
export function scheduleProblem(schedule: string): ScheduleProblem | undefined {
  if (fiveFields(schedule) !== undefined) return fiveFieldsProblem(schedule);
  const [, form, body = ''] = /^(rate|cron|at)\((.*)\)$/.exec(schedule) ?? [];
  if (form === 'rate') return rateProblem(schedule, body);
  if (form === 'cron') return cronProblem(schedule, body);
  if (form === 'at') return atProblem(schedule, body);
  return { code: 'PANKA-CRON-001', message: `schedule '${schedule}' is none of ${FORMS}` };
}

/** One that could have been translated has been, so something of it has no counterpart. */
function fiveFieldsProblem(schedule: string): ScheduleProblem {
  const [, , day, , weekday] = fiveFields(schedule) ?? [];
  if (day === '*' || weekday === '*')
    return { code: 'PANKA-CRON-001', message: `schedule '${schedule}' cannot be read: day-of-week ${weekday}` };
  return {
    code: 'PANKA-CRON-004',
    message: `schedule '${schedule}' gives day-of-month ${day} and day-of-week ${weekday}; EventBridge takes one of them`,
  };
}

function rateProblem(schedule: string, body: string): ScheduleProblem | undefined {
  const [, value, unit] = /^(\d+) +(minutes?|hours?|days?)$/.exec(body.trim()) ?? [];
  if (unit !== undefined && Number(value) > 0) return undefined;
  return {
    code: 'PANKA-CRON-001',
    message: `schedule '${schedule}' needs a positive number and one of minutes, hours, days`,
    instead: 'rate(5 minutes)',
  };
}

function atProblem(schedule: string, body: string): ScheduleProblem | undefined {
  const time = Date.parse(`${body}Z`);
  const valid = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(body) && !Number.isNaN(time);
  if (valid && new Date(time).toISOString().startsWith(body)) return undefined;
  return {
    code: 'PANKA-CRON-001',
    message: `schedule '${schedule}' needs a time as yyyy-mm-ddThh:mm:ss, without a zone`,
    instead: 'at(2030-01-01T03:00:00)',
  };
}

function cronProblem(schedule: string, body: string): ScheduleProblem | undefined {
  const fields = body.trim().toUpperCase().split(/\s+/);
  if (fields.length !== FIELDS.length) {
    const instead = awsCron(body);
    return {
      code: 'PANKA-CRON-001',
      message: `schedule '${schedule}' has ${fields.length} field${fields.length === 1 ? '' : 's'}; AWS cron needs 6 (minutes hours day-of-month month day-of-week year), with ? in one of the two day fields`,
      ...(instead === undefined ? {} : { instead }),
    };
  }
  const wrong = FIELDS.findIndex((field, index) => !isValid(fields[index] ?? '', field));
  const field = FIELDS[wrong];
  if (field !== undefined)
    return {
      code: 'PANKA-CRON-001',
      message: `schedule '${schedule}': ${field.name} ${fields[wrong]} is not within ${field.first} to ${field.last}`,
    };
  if ([fields[2], fields[4]].filter((day) => day === '?').length === 1) return undefined;
  return {
    code: 'PANKA-CRON-001',
    message: `schedule '${schedule}' needs ? in exactly one of its two day fields (day-of-month, day-of-week)`,
    ...(fields[4] === '*' ? { instead: `cron(${fields.with(4, '?').join(' ')})` } : {}),
  };
}

/** A list of values, names, ranges and steps. */
function isValid(text: string, field: CronField): boolean {
  return text.split(',').every((part) => {
    if (part === '*' || field.special?.test(part) === true) return true;
    const [, from, to, step] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part) ?? [];
    if (from === undefined || (from === '*' && to !== undefined) || Number(step) === 0) return false;
    return [from, to].every((value) => value === undefined || value === '*' || isWithin(value, field));
  });
}

function isWithin(value: string, { first, last, names = [] }: CronField): boolean {
  if (names.includes(value)) return true;
  return /^\d+$/.test(value) && Number(value) >= first && Number(value) <= last;
}
