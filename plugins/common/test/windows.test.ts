import { expect } from 'chai';
import fc from 'fast-check';
import { windowMinutes, windowsOverlap } from '../src/windows.js';

describe('windows', () => {
  it('overlap when they share a minute, over midnight and over Sunday too', () => {
    expect(windowsOverlap('03:00-04:00', 'sun:03:30-sun:04:30')).to.equal(true);
    expect(windowsOverlap('23:30-00:30', 'mon:00:00-mon:01:00')).to.equal(true);
    expect(windowsOverlap('00:10-00:40', 'sun:23:00-mon:00:15')).to.equal(true);
    expect(windowsOverlap('03:00-04:00', 'sun:04:00-sun:05:00')).to.equal(false);
  });

  it('are as long as their minutes', () => {
    expect(windowMinutes('03:00-03:20')).to.equal(20);
    expect(windowMinutes('23:30-01:00')).to.equal(90);
    expect(windowMinutes('sun:23:30-mon:00:30')).to.equal(60);
  });

  it('overlap exactly when some minute of the week is in both', () => {
    const minute = fc.integer({ min: 0, max: 24 * 60 - 1 });
    const length = fc.integer({ min: 1, max: 600 });
    fc.assert(
      fc.property(minute, length, fc.integer({ min: 0, max: WEEK - 1 }), length, (from, daily, start, weekly) => {
        const inBackup = (at: number) => (at - from + WEEK) % DAY < daily;
        const both = Array.from({ length: weekly }, (_, i) => (start + i) % WEEK).some(inBackup);
        expect(windowsOverlap(dailyText(from, daily), weeklyText(start, weekly))).to.equal(both);
      }),
      { numRuns: 200 },
    );
  });
});

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAY = 24 * 60;
const WEEK = 7 * DAY;

function timeText(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

function dailyText(from: number, length: number): string {
  return `${timeText(from)}-${timeText((from + length) % DAY)}`;
}

function weeklyText(start: number, length: number): string {
  const moment = (at: number) => `${DAYS[Math.floor(at / DAY)]}:${timeText(at % DAY)}`;
  return `${moment(start)}-${moment((start + length) % WEEK)}`;
}
