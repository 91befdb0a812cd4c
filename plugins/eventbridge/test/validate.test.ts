import { expect } from 'chai';
import type { ComponentOf, JsonObject } from 'panka/sdk';
import { componentOf, findings, told, viewOf } from '../../common/test/component.js';
import { stranger } from '../../common/test/consumption.js';
import kind from '../src/index.js';

const TARGETS = [{ component: 'q' }];
const PATTERN = { source: ['app'] };
const check = (spec: JsonObject) => told(findings(kind, spec));
const rule = (written: JsonObject) => check({ rules: [{ name: 'r', targets: TARGETS, ...written }] });
const beside = (target: JsonObject, other: ComponentOf, more: JsonObject = { pattern: PATTERN }) => {
  const component = componentOf(kind, { rules: [{ name: 'r', targets: [target], ...more }] });
  return told((kind.validate?.(component, viewOf([component, other])) ?? []).filter((f) => f.severity === 'error'));
};

describe('EventBridge validation', () => {
  it('accepts a bus alone and a rule', () => {
    expect(check({})).to.deep.equal([]);
    expect(rule({ pattern: PATTERN })).to.deep.equal([]);
  });

  it('wants a pattern or a schedule', () => {
    expect(rule({})).to.deep.equal(['PANKA-EVB-001 rule r needs pattern or schedule, not both']);
    expect(rule({ pattern: PATTERN, schedule: 'rate(1 hour)' })).to.include(
      'PANKA-EVB-001 rule r needs pattern or schedule, not both',
    );
  });

  it('says what becomes of a schedule', () => {
    const [finding] = findings(kind, { rules: [{ name: 'r', schedule: 'rate(1 hour)', targets: TARGETS }] });
    expect(finding).to.deep.equal({
      code: 'PANKA-EVB-002',
      severity: 'info',
      path: '/rules/0/schedule',
      message: "a schedule can't run on a custom bus: panka makes an EventBridge Scheduler schedule",
    });
    expect(check({ bus: 'default', rules: [{ name: 'r', schedule: 'rate(1 hour)', targets: TARGETS }] })).to.deep.equal(
      [],
    );
  });

  it('knows the fields of events', () => {
    expect(rule({ pattern: { detailType: ['A'] } })).to.deep.equal([
      'PANKA-EVB-003 pattern key "detailType": write detail-type',
    ]);
    expect(rule({ pattern: { order: ['A'] } })).to.deep.equal([
      'PANKA-EVB-017 events have no field "order", so this matches none; fields of your own are in detail',
    ]);
  });

  it('counts characters and targets', () => {
    expect(rule({ pattern: { source: ['x'.repeat(2100)] } })).to.deep.equal([
      'PANKA-EVB-004 the pattern of rule r has 2115 characters; EventBridge takes 2048',
    ]);
    const targets = Array.from({ length: 6 }, () => ({ component: 'q' }));
    expect(rule({ pattern: PATTERN, targets })).to.deep.equal([
      'PANKA-EVB-005 rule r has 6 targets; EventBridge takes 5',
    ]);
  });

  it('wants lists of alternatives, and operators that there are', () => {
    expect(rule({ pattern: { source: 'app' } })).to.deep.equal([
      'PANKA-EVB-012 pattern source: "app" must be a list of alternatives',
    ]);
    expect(rule({ pattern: { detail: { a: [{ begins: 'x' }] } } })).to.deep.equal([
      'PANKA-EVB-018 EventBridge knows no operator {begins}; it knows exists, prefix, suffix, equals-ignore-case, wildcard, cidr, numeric, anything-but',
    ]);
  });

  it('tries the test event', () => {
    expect(rule({ pattern: PATTERN, testEvent: { source: 'app' } })).to.deep.equal([]);
    expect(rule({ pattern: PATTERN, testEvent: { source: 'shop' } })).to.deep.equal([
      'PANKA-EVB-011 rule r: its testEvent does not match its pattern',
    ]);
  });

  it('wants one target, and one way to say what it gets', () => {
    expect(rule({ pattern: PATTERN, targets: [{}] })).to.deep.equal([
      'PANKA-EVB-006 rule r, targets[0] needs exactly one of component, arn',
    ]);
    expect(rule({ pattern: PATTERN, targets: [{ component: 'q', input: 1, inputPath: '$.detail' }] })).to.deep.equal([
      'PANKA-EVB-007 rule r, targets[0] takes one of input, inputPath',
    ]);
    expect(rule({ schedule: 'rate(1 day)', targets: [{ component: 'q', inputPath: '$.detail' }] })).to.include(
      'PANKA-EVB-008 rule r, targets[0]: a schedule has no event to take inputPath from',
    );
    expect(rule({ schedule: 'rate(1 day)', targets: [{ arn: 'arn:aws:sqs:x' }] })).to.include(
      'PANKA-EVB-016 rule r, targets[0]: a schedule needs a roleArn to reach an arn',
    );
  });

  it('knows what targets take', () => {
    expect(beside({ component: 'q' }, stranger('api/q', 'SQS', { type: 'fifo' }))).to.deep.equal([
      'PANKA-EVB-009 rule r, targets[0]: fifo queue q needs messageGroupId',
    ]);
    expect(beside({ component: 'q', messageGroupId: 'g' }, stranger('api/q', 'SQS', {}))).to.deep.equal([
      'PANKA-EVB-009 rule r, targets[0]: queue q is standard; messageGroupId is for fifo',
    ]);
    expect(beside({ component: 't' }, stranger('api/t', 'SNS', { fifoTopic: true }))).to.deep.equal([
      'PANKA-EVB-010 rule r, targets[0]: EventBridge cannot publish to fifo topic t',
    ]);
    expect(beside({ component: 'b' }, stranger('api/b', 'EventBridge'), { schedule: 'rate(1 day)' })).to.deep.equal([
      'PANKA-EVB-015 rule r, targets[0]: an event on bus b needs a detailType',
    ]);
    expect(beside({ component: 'w' }, stranger('api/w', 'CronJob', { runtime: { platform: 'ec2' } }))).to.deep.equal([
      'PANKA-EVB-020 rule r, targets[0]: w runs on ec2; EventBridge starts tasks on Fargate only',
    ]);
    const target = { component: 'x', deadLetterQueue: { component: 'q' } };
    expect(beside(target, stranger('api/q', 'SQS', { type: 'fifo' }))).to.deep.equal([
      'PANKA-EVB-019 dead-letter queue q is fifo; EventBridge takes a standard one',
    ]);
  });

  it('wants names once, and settings of a bus where the bus is made', () => {
    const one = { name: 'r', pattern: PATTERN, targets: TARGETS };
    expect(check({ rules: [one, one] })).to.deep.equal(['PANKA-EVB-013 rule r is there twice']);
    expect(check({ bus: 'default', allowedAccounts: ['123456789012'] })).to.deep.equal([
      'PANKA-EVB-014 allowedAccounts needs bus: new',
    ]);
  });
});
