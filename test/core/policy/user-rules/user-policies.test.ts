import { expect } from 'chai';
import type { PlannedResource } from '../../../../src/core/policy/policy.js';
import { userPolicies } from '../../../../src/core/policy/user-rules/user-policies.js';
import type { JsonObject } from '../../../../src/sdk/index.js';
import { componentOf, viewOf } from '../policy-harness.js';

const rule = (given: JsonObject): JsonObject => ({ id: 'ACME-NET-001', title: 'it is so', ...given });

/** What one rule says of the component api/web. */
function said(given: JsonObject, spec: JsonObject = {}): string[] {
  const { policies, problems } = userPolicies([rule(given)]);
  expect(problems).to.deep.equal([]);
  const component = componentOf(spec);
  return (policies[0]?.check?.(component, viewOf(component)) ?? []).map((f) => `${f.path} ${f.message}`);
}

describe('rules that users write', () => {
  it('say something where the expression is not true', () => {
    const given = { assert: 'spec.replicas >= 3', field: 'replicas', message: 'too few' };
    expect(said(given, { replicas: 2 })).to.deep.equal(['/replicas too few']);
    expect(said(given, { replicas: 3 })).to.deep.equal([]);
    expect(said({ assert: 'false' })).to.deep.equal([' it breaks the rule "it is so"']);
  });

  it('hold only where `when` is true', () => {
    const given = { when: 'environment.class == "production"', assert: 'false' };
    expect(said(given)).to.deep.equal([]);
    expect(said({ ...given, when: 'component.service == "api" && stack == "shop"' })).to.have.length(1);
  });

  it('see whole numbers as int and others as double, in maps and lists', () => {
    const spec = { count: 4, ratio: 0.5, ports: [{ port: 80 }] };
    for (const assert of [
      'spec.count % 2 == 0',
      'spec.ratio < 1',
      'spec.ports.all(p, p.port == 80)',
      'spec.count > 1.5',
    ])
      expect(said({ assert }, spec), assert).to.deep.equal([]);
  });

  it('count what cannot be decided as broken, and say why', () => {
    const [message] = said({ assert: 'spec.runtime.cpu > 1' });
    expect(message).to.match(/ACME-NET-001 can't be decided: no such key: runtime/);
    expect(said({ assert: 'spec.?runtime.?cpu.orValue(2) > 1' })).to.deep.equal([]);
    expect(said({ assert: '!has(spec.runtime)' })).to.deep.equal([]);
  });

  it('are refused where they cannot be read, and the others stay', () => {
    const { policies, problems } = userPolicies([
      rule({ id: 'ACME-A-001', assert: 'spec.replicas >=' }),
      rule({ id: 'ACME-A-002', assert: 'speck.replicas > 1' }),
      rule({ id: 'ACME-A-003', assert: '1 + 1' }),
      rule({ id: 'ACME-A-004', when: 'resource.type == "x"', assert: 'true' }),
      rule({ id: 'ACME-A-005', assert: 'true' }),
      rule({ id: 'ACME-A-005', assert: 'false' }),
    ]);
    expect(policies.map(({ id }) => id)).to.deep.equal(['ACME-A-005']);
    expect(problems.map(({ rule: id, field }) => `${id} ${field}`)).to.deep.equal([
      'ACME-A-001 assert',
      'ACME-A-002 assert',
      'ACME-A-003 assert',
      'ACME-A-004 when',
      'ACME-A-005 id',
    ]);
    expect(problems[1]?.message).to.include('unknown variable: speck');
    expect(problems[2]?.message).to.include('not true or false');
  });

  it('look at resources whose type matches', () => {
    const { policies } = userPolicies([
      rule({ resources: ['aws:iam/*'], assert: 'resource.inputs.?path.orValue("/").startsWith("/shop/")' }),
    ]);
    const resource = (type: string, inputs: JsonObject): PlannedResource => ({
      type,
      inputs,
      name: 'r',
      component: 'api/web',
    });
    const component = componentOf({});
    const check = (...resources: PlannedResource[]) =>
      (policies[0]?.checkResources?.(resources, viewOf(component)) ?? []).map(({ component: of, message }) => [
        of,
        message,
      ]);
    expect(check(resource('aws:iam/role:Role', {}))).to.deep.equal([
      ['api/web', 'it breaks the rule "it is so" (aws:iam/role:Role r)'],
    ]);
    expect(check(resource('aws:iam/role:Role', { path: '/shop/' }), resource('aws:sqs/queue:Queue', {}))).to.deep.equal(
      [],
    );
  });

  it('have a severity, one for all or one for each class', () => {
    const severity = (given: JsonObject) => userPolicies([rule({ assert: 'true', ...given })]).policies[0]?.severity;
    expect(severity({})).to.deep.equal({ development: 'error', production: 'error' });
    expect(severity({ severity: 'warn' })).to.deep.equal({ development: 'warning', production: 'warning' });
    expect(severity({ severity: { development: 'off' } })).to.deep.equal({ development: 'off', production: 'error' });
  });
});
