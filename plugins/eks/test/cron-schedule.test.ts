import { expect } from 'chai';
import { kubernetesSchedule } from '../src/cron-schedule.js';

describe('a schedule of EventBridge in the words of Kubernetes', () => {
  for (const [expression, cron] of [
    ['rate(1 minute)', '* * * * *'],
    ['rate(5 minutes)', '*/5 * * * *'],
    ['rate(60 minutes)', '0 * * * *'],
    ['rate(1 hour)', '0 * * * *'],
    ['rate(6 hours)', '0 */6 * * *'],
    ['rate(24 hours)', '0 0 * * *'],
    ['rate(1 day)', '0 0 * * *'],
    ['cron(0 3 * * ? *)', '0 3 * * *'],
    ['cron(0/10 8-17 ? * 2-6 *)', '0/10 8-17 * * 1-5'],
    ['cron(30 6 ? * MON,WED,FRI *)', '30 6 * * MON,WED,FRI'],
    ['cron(0 0 1 JAN,JUL ? *)', '0 0 1 JAN,JUL *'],
    ['0 3 1 * 1', '0 3 1 * 1'],
  ])
    it(`reads ${expression} as ${cron}`, () => {
      expect(kubernetesSchedule(expression ?? '')).to.deep.equal({ cron });
    });

  for (const [expression, problem] of [
    ['at(2030-01-01T03:00:00)', 'one time only'],
    ['rate(7 minutes)', 'every 7 minutes'],
    ['rate(2 days)', 'every 2 days'],
    ['cron(0 3 * * ? 2030)', 'no years'],
    ['cron(0 3 L * ? *)', 'no L'],
    ['cron(0 3 15W * ? *)', 'no 15W'],
    ['cron(0 3 ? * 2#1 *)', 'no 2#1'],
    ['cron(0 3 ? * FRIL *)', 'no FRIL'],
  ])
    it(`has no word for ${expression}`, () => {
      expect(kubernetesSchedule(expression ?? ''))
        .to.have.property('problem')
        .that.includes(problem);
    });
});
