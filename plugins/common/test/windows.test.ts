import { expect } from 'chai';
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
});
