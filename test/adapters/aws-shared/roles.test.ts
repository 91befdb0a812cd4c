import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import { HashedNames } from '../../../src/adapters/aws-shared/names.js';
import { splitStatements } from '../../../src/adapters/aws-shared/policy-documents.js';
import { IamRoles, trustPolicy } from '../../../src/adapters/aws-shared/roles.js';
import type { StackFacts } from '../../../src/adapters/aws-shared/stack-facts.js';
import { PankaTags } from '../../../src/adapters/aws-shared/tags.js';
import type { PolicyStatement, RoleRequest } from '../../../src/sdk/index.js';
import { runProgram } from './declared-program.js';
import { component, consumption, contextOf, facts } from './test-stack.js';

const ECS = { part: 'task-role', service: 'ecs-tasks.amazonaws.com' };

function roles(about: StackFacts = facts()): IamRoles {
  return new IamRoles(about, new HashedNames(about), new PankaTags(about));
}

function declared(request: RoleRequest, about?: StackFacts) {
  const subject = component();
  return runProgram(() => roles(about).declare(subject, contextOf(subject), request));
}

function statement(resource: PolicyStatement['Resource']): PolicyStatement {
  return { Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: resource };
}

describe('roles', () => {
  it('trusts one service, for calls on behalf of this account', async () => {
    const { inputs, options } = (await declared(ECS)).named('api/web/task-role');
    expect(JSON.parse(String(inputs['assumeRolePolicy']))).to.deep.equal({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'ecs-tasks.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
        },
      ],
    });
    expect(inputs['name']).to.match(/^shop-dev-api-web-task-role-[0-9a-f]{6}$/);
    expect(options).to.include({ deleteBeforeReplace: true });
  });

  it('leaves the account out for EC2 and API Gateway, which do not say it', async () => {
    const { inputs } = (await declared({ part: 'role', service: 'ec2.amazonaws.com' })).named('api/web/role');
    expect(inputs['assumeRolePolicy']).not.to.contain('SourceAccount');
    const api = (await declared({ part: 'role', service: 'apigateway.amazonaws.com' })).named('api/web/role');
    expect(api.inputs['assumeRolePolicy']).not.to.contain('SourceAccount');
  });

  it('lets pods of EKS tag their sessions, and names no account, which they do not tell', () => {
    const [statement] = JSON.parse(trustPolicy('pods.eks.amazonaws.com', '123456789012')).Statement;
    expect(statement).to.deep.equal({
      Effect: 'Allow',
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
    });
  });

  it('attaches managed policies once and puts the statements into one inline policy', async () => {
    const managed = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';
    const arn = pulumi.output('arn:aws:sqs:eu-west-1:123456789012:q');
    const program = await declared({ ...ECS, managedPolicyArns: [managed, managed], statements: [statement(arn)] });
    expect(program.ofType('aws:iam/rolePolicyAttachment:RolePolicyAttachment').map((r) => r.name)).to.deep.equal([
      'api/web/task-role/AmazonECSTaskExecutionRolePolicy',
    ]);
    const policy = JSON.parse(String(program.named('api/web/task-role/bindings').inputs['policy']));
    expect(policy.Statement[0].Resource).to.equal('arn:aws:sqs:eu-west-1:123456789012:q');
    expect(program.result.ready).to.have.length(3);
  });

  it('sets the permissions boundary and path of the Security document', async () => {
    const about = facts({ infra: { security: { iam: { permissionsBoundary: 'arn:b', rolePath: '/panka/' } } } });
    const { inputs } = (await declared(ECS, about)).named('api/web/task-role');
    expect(inputs).to.include({ permissionsBoundary: 'arn:b', path: '/panka/' });
  });

  it('moves statements beyond 8 KiB into managed policies', async () => {
    const many = Array.from({ length: 120 }, (_, i) => statement(`arn:aws:sqs:eu-west-1:123456789012:queue-${i}`));
    const program = await declared({ ...ECS, statements: many });
    const policies = program.ofType('aws:iam/policy:Policy').map((p) => String(p.inputs['policy']));
    const inline = String(program.named('api/web/task-role/bindings').inputs['policy']);
    expect(inline.length).to.be.within(7_000, 10_240);
    expect(policies).to.have.length(1);
    expect(policies[0]?.length).to.be.below(6_144);
    const total = [inline, ...policies].flatMap((p) => JSON.parse(p).Statement);
    expect(total).to.have.length(120);
    expect(program.named('api/web/task-role/bindings-2/attachment')).to.exist;
  });

  it('splits alike whether ARNs are known or not yet', () => {
    const of = (arn: string | pulumi.Output<string>) => splitStatements('api/web', Array(100).fill(statement(arn)));
    const known = of('x'.repeat(160));
    expect(of(pulumi.output('short')).map((d) => d.length)).to.deep.equal(known.map((d) => d.length));
  });

  it('refuses more than ten managed policies', () => {
    const huge = Array(100).fill(statement('x'.repeat(1_000)));
    expect(() => splitStatements('api/web', huge)).to.throw("'api/web' uses so many components");
  });

  it('asks every consumed component for the statements of its access', () => {
    const subject = component();
    const queue = consumption('api/q', { statements: (level) => [statement(`${level}-q`)] }, { access: 'read' });
    const granted = roles().bindingStatements(contextOf(subject, [queue, consumption('api/db', {})]));
    expect(granted).to.deep.equal([statement('read-q')]);
  });
});
