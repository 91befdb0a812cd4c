import { expect } from 'chai';
import type { OpenAwsApi } from '../../../src/adapters/aws-api/aws-api.js';
import { CreatedInAws } from '../../../src/adapters/aws-target/created-in-aws.js';
import { settleInAws } from '../../../src/adapters/aws-target/settle-in-aws.js';
import { registerModels } from '../../../src/adapters/sandbox-cloud/model-registry.js';
import type { DeploymentV3, OperationType, ResourceV3 } from '../../../src/core/engine/deployment-v3.js';
import type { JsonObject } from '../../../src/sdk/index.js';
import { emptyMoto, moto } from '../../servers/moto.js';
import { withServer } from '../../servers/with-server.js';
import { apiOn } from '../aws-api/api-on.js';
import { testSealer } from '../embedded-engine/world.js';

const TABLE = 'aws:dynamodb/table:Table';
const GROUP = 'aws:ec2/securityGroup:SecurityGroup';
const place = { account: '123456789012', region: 'us-east-1', partition: 'aws' };
const tags = (resource: string) => ({
  'panka:resource': resource,
  'panka:stack': 'shop',
  'panka:environment': 'test',
});
const listed = (all: Record<string, string>) => Object.entries(all).map(([Key, Value]) => ({ Key, Value }));

describe('what an interrupted run has made in AWS', () => {
  withServer(moto, () => {
    let api: OpenAwsApi;
    let created: CreatedInAws;

    before(async () => {
      await emptyMoto();
      api = apiOn(await moto.url());
      const table = {
        type: TABLE,
        replaces: [],
        identity: ['name'],
        arn: 'arn:{partition}:dynamodb:{region}:{account}:table/{name}',
      };
      const { models } = registerModels([{ models: [table] }]);
      created = new CreatedInAws({ aws: api, models: async () => models, place, secondLookMs: 1 });
    });
    after(() => api?.close());

    const find = (type: string, inputs: JsonObject) => created.find({ urn: 'urn:x::y::z::q', type, inputs });
    const makeTable = (name: string, mark: string) =>
      api.call('dynamodb:CreateTable', {
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        Tags: listed(tags(mark)),
      });
    const makeGroup = async (name: string, mark: string) => {
      const TagSpecifications = [{ ResourceType: 'security-group', Tags: listed(tags(mark)) }];
      const made = await api.call('ec2:CreateSecurityGroup', { GroupName: name, Description: 'x', TagSpecifications });
      return String((made as JsonObject).GroupId);
    };

    it('is found by its ownership tags: by its name, or by the id that AWS gave', async () => {
      await makeTable('found-by-name', 'api/table');
      expect(await find(TABLE, { name: 'found-by-name', tags: tags('api/table') })).to.deep.equal(['found-by-name']);
      const group = await makeGroup('found-by-id', 'api/group');
      expect(await find(GROUP, { tags: tags('api/group') })).to.deep.equal([group]);
    });

    it('is not there when nothing has the tags, and several when several do', async () => {
      expect(await find(GROUP, { tags: tags('api/none') })).to.deep.equal([]);
      const two = [await makeGroup('first', 'api/two'), await makeGroup('second', 'api/two')];
      expect(await find(GROUP, { tags: tags('api/two') })).to.have.members(two);
    });

    it('is found by its name where tags do not tell', async () => {
      const role = { name: 'interrupted', tags: tags('api/role') };
      expect(await find('aws:iam/role:Role', role)).to.deep.equal([]);
      const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [] });
      await api.call('iam:CreateRole', { RoleName: role.name, AssumeRolePolicyDocument, Tags: listed(role.tags) });
      expect(await find('aws:iam/role:Role', role)).to.deep.equal([role.name]);
      expect(await find('aws:iam/role:Role', { ...role, tags: tags('api/other') })).to.deep.equal([]);
    });

    it('is unknown where AWS does not let us look', async () => {
      const call = () => Promise.reject(Object.assign(new Error('no'), { kind: 'denied' }));
      const blind = new CreatedInAws({ aws: { call }, models: async () => registerModels([]).models, place });
      for (const type of [GROUP, 'aws:iam/role:Role'])
        expect(await blind.find({ urn: '', type, inputs: { name: 'x', tags: tags('api/x') } })).to.equal('unknown');
    });

    it('is unknown where AWS cannot be asked, and no matter where a second making takes it over', async () => {
      expect(await find('aws:x/y:Y', { tags: tags('api/y') })).to.equal('unknown');
      expect(await find(GROUP, { name: 'without tags' })).to.equal('unknown');
      expect(await find('aws:iam/rolePolicyAttachment:RolePolicyAttachment', {})).to.deep.equal([]);
    });

    it('is adopted, forgotten or left to a person; updates and deletions are done again', async () => {
      const group = await makeGroup('settled', 'api/settled');
      const settled = await settleInAws(
        created,
        testSealer,
      )({
        unit: { project: 'shop', stack: 'test' },
        base: deployment([
          operation('creating', 'made', { tags: tags('api/settled') }),
          operation('creating', 'not-made', { tags: tags('api/not-made') }),
          operation('creating', 'unknown', {}),
          operation('updating', 'updated', {}),
          operation('deleting', 'deleted', {}),
        ]),
      });
      const names = (urns: readonly string[]) => urns.map((urn) => urn.split('::').at(-1));
      expect(names(settled.adopted)).to.deep.equal(['made']);
      expect(names(settled.forgotten)).to.deep.equal(['not-made', 'updated', 'deleted']);
      expect(names(settled.undecided.map(({ urn }) => urn))).to.deep.equal(['unknown']);
      expect(settled.undecided[0]?.advice).to.contain('panka state rm');
      const { resources = [], pending_operations: pending = [] } = settled.deployment;
      expect(resources.map(({ urn, id }) => [urn.split('::').at(-1), id])).to.deep.equal([
        ['updated', 'sg-updated'],
        ['deleted', 'sg-deleted'],
        ['made', group],
      ]);
      expect(pending).to.have.length(1);
    });
  });
});

function urnOf(name: string): string {
  return `urn:pulumi:test::shop::${GROUP}::${name}`;
}

function operation(type: OperationType, name: string, inputs: JsonObject) {
  return { type, resource: { urn: urnOf(name), type: GROUP, custom: true, inputs } as ResourceV3 };
}

/** With what is updated and deleted in it. */
function deployment(pending: ReturnType<typeof operation>[]): DeploymentV3 {
  const known = pending.filter(({ type }) => type !== 'creating');
  return {
    manifest: { time: '2026-01-01T00:00:00Z', magic: '', version: '' },
    resources: known.map(({ resource }) => ({ ...resource, id: `sg-${resource.urn.split('::').at(-1)}` })),
    pending_operations: pending,
  };
}
