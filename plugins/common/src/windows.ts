import { Type } from '@sinclair/typebox';
import type { JsonObject } from 'panka/sdk';
import { isMap, mapSection, renameField } from './normalise.js';

const TIME = '([01]\\d|2[0-3]):[0-5]\\d';
const DAY_TIME = `(mon|tue|wed|thu|fri|sat|sun):${TIME}`;
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAY = 24 * 60;
const WEEK = 7 * DAY;

/** Field of a daily window; AWS chooses one where it is left out. */
export function dailyWindow() {
  return Type.Optional(
    Type.String({ pattern: `^${TIME}-${TIME}$`, description: 'hh:mm-hh:mm in UTC; default: AWS chooses' }),
  );
}

/** Field of a weekly window; AWS chooses one where it is left out. */
export function weeklyWindow() {
  return Type.Optional(
    Type.String({
      pattern: `^${DAY_TIME}-${DAY_TIME}$`,
      description: 'ddd:hh:mm-ddd:hh:mm in UTC; default: AWS chooses',
    }),
  );
}

/** Accepts the older forms `backup.window` and `backup.maintenanceWindow`. */
export function normaliseWindows(spec: JsonObject): JsonObject {
  const moved = withMaintenanceWindow(spec);
  return mapSection(moved, 'backup', (backup) => renameField(backup, 'window', 'preferredWindow'));
}

function withMaintenanceWindow(spec: JsonObject): JsonObject {
  const { backup, maintenance } = spec;
  if (!isMap(backup) || backup.maintenanceWindow === undefined) return spec;
  const { maintenanceWindow, ...rest } = backup;
  const window = isMap(maintenance) ? maintenance : {};
  return { ...spec, backup: rest, maintenance: { preferredWindow: maintenanceWindow, ...window } };
}

/** Whether a daily backup window (`hh:mm-hh:mm`) and a weekly maintenance window (`ddd:hh:mm-ddd:hh:mm`) share a minute. */
export function windowsOverlap(backup: string, maintenance: string): boolean {
  const weekly = weeklySpan(maintenance);
  const { start, length } = dailySpan(backup);
  return DAYS.some((_, day) => meet({ start: day * DAY + start, length }, weekly));
}

/** Minutes of a daily or a weekly window. */
export function windowMinutes(window: string): number {
  return (/^\d/.test(window) ? dailySpan(window) : weeklySpan(window)).length;
}

interface Span {
  readonly start: number;
  readonly length: number;
}

function dailySpan(window: string): Span {
  const [from, to] = window.split('-').map(minuteOfDay) as [number, number];
  return { start: from, length: (to - from + DAY) % DAY };
}

function weeklySpan(window: string): Span {
  const [from, to] = window.split('-').map(minuteOfWeek) as [number, number];
  return { start: from, length: (to - from + WEEK) % WEEK };
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
