const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAY = 24 * 60;
const WEEK = 7 * DAY;

/** Whether a daily backup window (`hh:mm-hh:mm`) and a weekly maintenance window (`ddd:hh:mm-ddd:hh:mm`) share a minute. */
export function windowsOverlap(backup: string, maintenance: string): boolean {
  const [maintained, end] = maintenance.split('-').map(minuteOfWeek) as [number, number];
  const [from, to] = backup.split('-').map(minuteOfDay) as [number, number];
  const weekly = { start: maintained, length: (end - maintained + WEEK) % WEEK };
  const length = (to - from + DAY) % DAY;
  return DAYS.some((_, day) => meet({ start: day * DAY + from, length }, weekly));
}

interface Span {
  readonly start: number;
  readonly length: number;
}

/** On a circle of a week: one starts within the other. */
function meet(a: Span, b: Span): boolean {
  return (b.start - a.start + WEEK) % WEEK < a.length || (a.start - b.start + WEEK) % WEEK < b.length;
}

function minuteOfDay(time: string): number {
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  return hours * 60 + minutes;
}

function minuteOfWeek(moment: string): number {
  return DAYS.indexOf(moment.slice(0, 3)) * DAY + minuteOfDay(moment.slice(4));
}
