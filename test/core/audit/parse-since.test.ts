import { expect } from 'chai';
import { parseSince } from '../../../src/core/audit/parse-since.js';
import { failureOf } from '../../helpers/failure-of.js';

describe('--since', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');

  it('takes a time span back from now, or a date, or a time', () => {
    expect(parseSince('30m', now)).to.equal(now - 1_800_000);
    expect(parseSince('7d', now)).to.equal(now - 7 * 86_400_000);
    expect(parseSince('2026-11-20', now)).to.equal(Date.parse('2026-11-20T00:00:00Z'));
    expect(parseSince('2026-11-20T08:00:00Z', now)).to.equal(Date.parse('2026-11-20T08:00:00Z'));
  });

  it('refuses anything else', async () => {
    for (const text of ['yesterday', '7', '2026-99-99', ''])
      expect((await failureOf(async () => parseSince(text, now))).code, text).to.equal('InvalidSince');
  });
});
