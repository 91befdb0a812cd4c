import { expect } from 'chai';
import { CliProject } from '../helpers/cli.js';

interface Statement {
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

describe('panka iam and panka cost', () => {
  const project = new CliProject('examples/shop');
  const production = ['-e', 'production'];
  after(() => project.remove());

  it('print what deploying the shop has to be allowed, on its names', async () => {
    const result = await project.panka(['iam', 'policy', ...production, '--account', '123456789012', '--json']);
    const { policies } = result.json() as unknown as {
      policies: { name: string; document: { Statement: readonly Statement[] } }[];
    };
    expect(policies.map(({ name }) => name)).to.include('shop-production-deploy');
    for (const { document } of policies) expect(JSON.stringify(document).length).to.be.at.most(6144);
    const statements = policies.flatMap(({ document }) => document.Statement);
    const on = (action: string) => statements.find(({ Action }) => Action.includes(action))?.Resource[0];
    expect(on('rds:CreateDBInstance')).to.match(/^arn:aws:rds:[a-z0-9-]+:123456789012:\*:shop-production-\*$/);
    expect(on('ec2:CreateNatGateway')).to.equal('*');
    expect(on('kafka:CreateClusterV2')).to.equal(undefined);
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).to.deep.equal([]);
  });

  it('print a trust policy for a pipeline', async () => {
    const args = ['iam', 'trust', 'github', '--repository', 'acme/shop', '--account', '123456789012'];
    const { stdout, stderr } = await project.panka(args);
    expect(JSON.parse(stdout)).to.have.nested.property('Statement[0].Action', 'sts:AssumeRoleWithWebIdentity');
    expect(stderr).to.include('token.actions.githubusercontent.com');
  });

  it('estimate a month, and say what the estimate leaves out', async () => {
    const { json, stdout } = await project.panka(['cost', ...production, '--json']);
    const estimate = json() as unknown as {
      fixedMonthly: number;
      components: { component: string; fixed: { item: string }[] }[];
      notCovered: string[];
    };
    expect(estimate.fixedMonthly, stdout).to.be.greaterThan(100);
    expect(estimate.components[0]?.fixed.map(({ item }) => item)).to.include('nat-gateway-hour');
    expect(estimate.notCovered.join('\n')).to.include('spec.usage says how much');
  });
});
