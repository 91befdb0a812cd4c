import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { componentOf, findings, told } from '../../common/test/component.js';
import kind from '../src/index.js';

const all = (spec: JsonObject) => findings(kind, { image: 'job:1', schedule: 'rate(1 hour)', ...spec });
const check = (spec: JsonObject) => told(all(spec));
const scheduled = (schedule: string) => check({ schedule });

describe('CronJob validation', () => {
  it('accepts every form of a schedule', () => {
    const forms = [
      ...['rate(5 minutes)', 'rate(1 day)', 'at(2030-02-28T03:00:00)', '@daily', '0 3 * * *', '*/5 * * * *'],
      ...['cron(0 3 * * ? *)', 'cron(0/15 8-18 ? * MON-FRI *)', 'cron(0 9 L * ? 2026-2030)', 'cron(0 9 ? * 2#1 *)'],
      ...['cron(0 9 15W * ? *)', 'cron(0 9 ? * FRIL *)', 'cron(*/10 * ? * * *)', 'cron(0,30 * 1,15 JAN,JUL ? *)'],
    ];
    for (const form of forms) expect(scheduled(form), form).to.deep.equal([]);
  });

  it('says what AWS wants where cron has five fields, and how to write it', () => {
    const [finding] = all({ schedule: 'cron(0 3 * * *)' });
    expect(finding).to.deep.equal({
      code: 'PANKA-CRON-001',
      severity: 'error',
      path: '/schedule',
      message:
        "schedule 'cron(0 3 * * *)' has 5 fields; AWS cron needs 6 (minutes hours day-of-month month day-of-week year), with ? in one of the two day fields",
      suggestion: 'schedule: "cron(0 3 * * ? *)"',
    });
  });

  it('refuses fields that AWS would refuse', () => {
    expect(scheduled('cron(60 3 * * ? *)')).to.deep.equal([
      "PANKA-CRON-001 schedule 'cron(60 3 * * ? *)': minutes 60 is not within 0 to 59",
    ]);
    expect(scheduled('cron(0 3 ? * 0 *)')).to.deep.equal([
      "PANKA-CRON-001 schedule 'cron(0 3 ? * 0 *)': day-of-week 0 is not within 1 to 7",
    ]);
    for (const none of ['cron(0 3 * * * *)', 'cron(0 3 ? * ? *)'])
      expect(scheduled(none)).to.deep.equal([
        `PANKA-CRON-001 schedule '${none}' needs ? in exactly one of its two day fields (day-of-month, day-of-week)`,
      ]);
  });

  it('refuses what is no schedule, no rate and no time', () => {
    expect(scheduled('every day')).to.deep.equal([
      "PANKA-CRON-001 schedule 'every day' is none of rate(5 minutes), cron(0 3 * * ? *), at(2030-01-01T03:00:00) or cron of five fields",
    ]);
    expect(scheduled('rate(0 minutes)')).to.deep.equal([
      "PANKA-CRON-001 schedule 'rate(0 minutes)' needs a positive number and one of minutes, hours, days",
    ]);
    for (const time of ['at(2030-02-30T03:00:00)', 'at(2030-01-01)', 'at(2030-01-01T03:00:00Z)'])
      expect(scheduled(time)).to.deep.equal([
        `PANKA-CRON-001 schedule '${time}' needs a time as yyyy-mm-ddThh:mm:ss, without a zone`,
      ]);
  });

  it('cannot translate a day of the month and a day of the week', () => {
    expect(scheduled('0 3 1 * MON')).to.deep.equal([
      "PANKA-CRON-004 schedule '0 3 1 * MON' gives day-of-month 1 and day-of-week MON; EventBridge takes one of them",
    ]);
    expect(scheduled('0 3 * * XYZ')).to.deep.equal([
      "PANKA-CRON-001 schedule '0 3 * * XYZ' cannot be read: day-of-week XYZ",
    ]);
  });

  it('wants the name of a time zone', () => {
    for (const timezone of ['CEST', '+02:00', 'Europe/Nowhere'])
      expect(check({ timezone })).to.deep.equal([
        `PANKA-CRON-003 unknown timezone '${timezone}'; use an IANA name such as Europe/Madrid`,
      ]);
    expect(all({ timezone: 'europe/paris' })[0]).to.include({ suggestion: 'timezone: Europe/Paris' });
    for (const timezone of ['UTC', 'Europe/Madrid', 'Asia/Calcutta'])
      expect(check({ timezone }), timezone).to.deep.equal([]);
  });

  it('has no policy against runs that overlap', () => {
    expect(check({ concurrencyPolicy: 'Forbid' })).to.deep.equal([
      'PANKA-CRON-002 concurrencyPolicy Forbid is not available: EventBridge Scheduler starts a task whether the last one is done or not; let the job take a lock',
    ]);
  });

  it('needs the command that it is to end in time', () => {
    expect(check({ timeoutMinutes: 5 })).to.deep.equal([
      'PANKA-CRON-005 timeoutMinutes needs command: the program is started through timeoutCommand, and the entry point of the image is not known',
    ]);
    expect(check({ timeoutMinutes: 5, command: ['job'] })).to.deep.equal([]);
  });

  it('runs where the scheduler can start it', () => {
    expect(check({ volumes: [{ name: 'disk', mountPath: '/disk', ebs: { sizeGiB: 20 } }] })).to.deep.equal([
      "PANKA-CRON-007 volume 'disk' is ebs, which tasks of a schedule cannot have; use efs, or ephemeral and runtime.ephemeralStorageGiB",
    ]);
  });

  it('leaves to Kubernetes what Kubernetes can do', () => {
    const eks = { runtime: { platform: 'eks' } };
    expect(check({ ...eks, concurrencyPolicy: 'Forbid', timeoutMinutes: 5, schedule: '0 3 1 * 1' })).to.deep.equal([]);
  });

  it('keeps the rules of every container', () => {
    expect(check({ runtime: { cpu: 512, memory: 512 } })[0]).to.match(/^PANKA-ECS-001/);
    expect(check({ image: 'job' })[0]).to.match(/^PANKA-ECS-008/);
  });
});

describe('CronJob manifests', () => {
  it('have ECS Exec outside of production', () => {
    const exec = (environmentClass: 'development' | 'production') =>
      componentOf(kind, { image: 'job:1', schedule: '@daily' }, { environmentClass }).spec.exec.enabled;
    expect([exec('development'), exec('production')]).to.deep.equal([true, false]);
  });

  it('keep a schedule that is no text for the schema to refuse', () => {
    expect(kind.normalise?.({ schedule: 5 })).to.deep.equal({ schedule: 5 });
  });
});
