import { expect } from 'chai';
import { awsCron, fiveFields } from '../src/five-fields.js';

describe('cron of five fields', () => {
  const TRANSLATED: Readonly<Record<string, string>> = {
    '0 3 * * *': 'cron(0 3 * * ? *)',
    '30 6 * * 1-5': 'cron(30 6 ? * 2-6 *)',
    '0 0 * * 0': 'cron(0 0 ? * 1 *)',
    '0 0 * * 7': 'cron(0 0 ? * 1 *)',
    '0 0 * * sun,sat': 'cron(0 0 ? * 1,7 *)',
    '0 0 * * 5-7': 'cron(0 0 ? * 1,6,7 *)',
    '0 0 * * 0-6': 'cron(0 0 * * ? *)',
    '0 0 * * */2': 'cron(0 0 ? * 1,3,5,7 *)',
    '*/15 * * * *': 'cron(0/15 * * * ? *)',
    '5/10 8-18 * * MON-FRI': 'cron(5/10 8-18 ? * 2-6 *)',
    '10-30/10 * * * *': 'cron(10,20,30 * * * ? *)',
    '0 0 */2 */3 *': 'cron(0 0 1/2 1/3 ? *)',
    '0 0 1 jan-jun/2 *': 'cron(0 0 1 1,3,5 ? *)',
    '0 12 15 * *': 'cron(0 12 15 * ? *)',
    '@hourly': 'cron(0 * * * ? *)',
    '@Weekly': 'cron(0 0 ? * 1 *)',
    '@yearly': 'cron(0 0 1 1 ? *)',
  };
  for (const [from, to] of Object.entries(TRANSLATED))
    it(`reads ${from} as ${to}`, () => expect(awsCron(from)).to.equal(to));

  it('leaves alone what has no counterpart, or is something else', () => {
    for (const text of ['0 0 1 * 1', '0 0 * * 8', '0 0 * * fri-mon', '0 0 * * */0', 'rate(5 minutes)', 'a b c d e', ''])
      expect(awsCron(text), text).to.equal(undefined);
    expect(fiveFields('cron(0 3 * * ? *)')).to.equal(undefined);
  });
});
