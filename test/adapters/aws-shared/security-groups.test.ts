import { expect } from 'chai';
import { HashedNames } from '../../../src/adapters/aws-shared/names.js';
import { VpcSecurityGroups } from '../../../src/adapters/aws-shared/security-groups.js';
import { PankaTags } from '../../../src/adapters/aws-shared/tags.js';
import type { Network } from '../../../src/sdk/index.js';
import { runProgram } from './declared-program.js';
import { component, consumption, contextOf, facts } from './test-stack.js';

const network: Network = { vpcId: 'vpc-1', cidr: '10.0.0.0/16', subnets: () => [], zones: () => [] };
const groups = new VpcSecurityGroups(new HashedNames(facts()), new PankaTags(facts()), network);
const RULE = 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule';

describe('security groups', () => {
  it('declares a group without inline rules and an egress rule beside it', async () => {
    const subject = component();
    const program = await runProgram(() => groups.declare(subject, contextOf(subject)));
    const { inputs } = program.named('api/web/sg');
    expect(inputs).to.include({ vpcId: 'vpc-1', description: 'MicroService api/web' });
    expect(inputs).not.to.have.any.keys('ingress', 'egress', 'name');
    expect(inputs['namePrefix']).to.match(/^shop-dev-api-web-sg-[0-9a-f]{6}-$/);
    expect(program.named('api/web/sg/egress').inputs).to.include({
      securityGroupId: 'api/web/sg-id',
      ipProtocol: '-1',
      cidrIpv4: '0.0.0.0/0',
    });
  });

  it('lets nothing out where the kind says so', async () => {
    const subject = component();
    const program = await runProgram(() => groups.declare(subject, contextOf(subject), { egress: false, part: 'db' }));
    expect(program.resources.map((r) => r.name)).to.deep.equal(['api/web/db']);
  });

  it('opens each port of each consumed component from the consumer, which owns the rule', async () => {
    const db = { network: { securityGroupId: 'sg-db', ports: [{ port: 5432, protocol: 'tcp' as const }] } };
    const cache = {
      network: {
        securityGroupId: 'sg-cache',
        ports: [
          { port: 6379, protocol: 'tcp' as const },
          { port: 6380, protocol: 'tcp' as const },
        ],
      },
    };
    const context = contextOf(component(), [
      consumption('data/db', db),
      consumption('data/cache', cache),
      consumption('data/queue', {}),
    ]);
    const program = await runProgram(() => groups.openConsumed(context, 'sg-web'));
    expect(program.ofType(RULE).map((r) => r.name)).to.deep.equal([
      'api/web/to/data/cache/6379-tcp',
      'api/web/to/data/cache/6380-tcp',
      'api/web/to/data/db/5432-tcp',
    ]);
    expect(program.named('api/web/to/data/db/5432-tcp').inputs).to.deep.include({
      securityGroupId: 'sg-db',
      referencedSecurityGroupId: 'sg-web',
      ipProtocol: 'tcp',
      fromPort: 5432,
      toPort: 5432,
      description: 'from api/web',
    });
  });

  it('allows from CIDRs of both families and from prefix lists', async () => {
    const rule = { group: 'sg-1', port: 80, protocol: 'tcp' as const };
    const context = contextOf(component());
    const program = await runProgram(() => [
      groups.allow(context, { ...rule, part: 'v4', from: { cidr: '10.0.0.0/8' }, toPort: 90 }),
      groups.allow(context, { ...rule, part: 'v6', from: { cidr: '::/0' } }),
      groups.allow(context, { ...rule, part: 'list', from: { prefixListId: 'pl-1' } }),
    ]);
    expect(program.named('api/web/v4').inputs).to.include({ cidrIpv4: '10.0.0.0/8', fromPort: 80, toPort: 90 });
    expect(program.named('api/web/v6').inputs).to.include({ cidrIpv6: '::/0' });
    expect(program.named('api/web/list').inputs).to.include({ prefixListId: 'pl-1' });
  });
});
