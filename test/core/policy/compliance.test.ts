import { readdirSync } from 'node:fs';
import { expect } from 'chai';
import { checkPolicies, policiesFor } from '../../../src/core/policy/check-policies.js';
import { ComplianceRules } from '../../../src/core/policy/compliance.js';
import type { Policy } from '../../../src/core/policy/policy.js';
import { POLICIES } from '../../../src/core/policy/registered-policies.js';
import type { JsonObject } from '../../../src/sdk/index.js';
import { componentOf, viewOf } from './policy-harness.js';

const policy: Policy = {
  id: 'PANKA-ENC-001',
  title: 'a rule',
  severity: { development: 'warning', production: 'error' },
  check: () => [{ path: '/x', message: 'broken' }],
};

function severity(
  compliance: JsonObject,
  environmentClass: 'development' | 'staging' | 'production' = 'development',
  today = '2026-06-01',
): string | undefined {
  const component = componentOf({}, { environmentClass });
  const view = viewOf(component, { environmentClass });
  const rules = new ComplianceRules({ compliance, security: {} }, today);
  const found = checkPolicies(component, policiesFor(component.kind, [policy], view, rules), view, rules);
  return found[0] && `${found[0].severity}: ${found[0].message}`;
}

describe('severities of policies', () => {
  it('follow the class of the environment; staging is as development', () => {
    expect(severity({})).to.equal('warning: broken');
    expect(severity({}, 'staging')).to.equal('warning: broken');
    expect(severity({}, 'production')).to.equal('error: broken');
  });

  it('are raised and lowered by Compliance.rules, and by the profile', () => {
    expect(severity({ rules: { 'PANKA-ENC-001': 'error' } })).to.equal('error: broken');
    expect(severity({ rules: { 'PANKA-ENC-001': 'warn' } }, 'production')).to.equal('warning: broken');
    expect(severity({ rules: { 'PANKA-ENC-001': 'off' } }, 'production')).to.equal(undefined);
    expect(severity({ profile: 'pci' })).to.equal('error: broken');
    expect(severity({ profile: 'pci', rules: { 'PANKA-ENC-001': 'off' } })).to.equal(undefined);
  });

  it('become information while an exception holds, and say when it expired', () => {
    const exception = { policy: 'PANKA-ENC-001', component: 'api/web', reason: 'legacy', expires: '2026-06-02' };
    expect(severity({ exceptions: [exception] })).to.equal('info: broken (accepted until 2026-06-02: legacy)');
    expect(severity({ exceptions: [exception] }, 'production', '2026-06-02')).to.equal(
      'error: broken (the exception for it expired on 2026-06-02)',
    );
    expect(severity({ exceptions: [{ ...exception, component: 'api/*' }] })).to.match(/^info/);
    expect(severity({ exceptions: [{ ...exception, component: '*' }] })).to.match(/^info/);
    for (const other of [{ component: 'api/we' }, { component: 'ap/*' }, { policy: 'PANKA-ENC-002' }])
      expect(severity({ exceptions: [{ ...exception, ...other }] })).to.equal('warning: broken');
  });
});

describe('the list of policies', () => {
  it('holds every rule of the folder once', async () => {
    const folder = new URL('../../../src/core/policy/rules/', import.meta.url);
    const modules = await Promise.all(readdirSync(folder).map((file) => import(new URL(file, folder).href)));
    const ids = modules.flatMap((module) => Object.values(module as Record<string, Policy>)).map((one) => one.id);
    expect(POLICIES.map((one) => one.id)).to.have.members(ids);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it('has ids and titles of one form', () => {
    for (const { id, title } of POLICIES) {
      expect(id).to.match(/^PANKA-[A-Z]+-\d{3}$/);
      expect(title).to.match(/^[a-z].*[^.]$/);
    }
  });
});
