import { expect } from 'chai';
import { parseSetOption } from '../../../../src/core/discovery/merge/set-option.js';
import { component, NETWORKING, specOf } from '../written-project.js';

const FILES = {
  'infra/0.yaml': NETWORKING,
  'web.yaml': component(
    'MicroService',
    'api/web',
    '{image: "x:1", ports: [{name: http, port: 80}, {name: admin, port: 81}], environment: {A: "1"}, dependsOn: [b]}',
  ),
  'b.yaml': ['SQS api/b', 'SQS api/c'].map((one) => component('SQS', one.slice(4))).join('---\n'),
};

describe('--set', () => {
  it('is typed as YAML is', () => {
    const value = (text: string) => {
      const option = parseSetOption(`api/web.spec.x=${text}`);
      return typeof option === 'string' ? option : option.value;
    };
    expect(
      ['3', '1.5', 'true', 'yes', 'null', '', '"3"', '[a, 1]', '{a: 1}', 'a: b: c', 'a=b'].map(value),
    ).to.deep.equal([3, 1.5, true, 'yes', null, '', '3', ['a', 1], { a: 1 }, 'a: b: c', 'a=b']);
  });

  it('reads fields, list items by number and by name', () => {
    expect(parseSetOption('api/web.spec.a.b[0].c[x-y]=1')).to.deep.include({
      address: 'api/web',
      path: ['a', 'b', '0', 'c', 'x-y'],
      value: 1,
    });
    for (const wrong of [
      'api/web=1',
      'web.spec.a=1',
      'api/web.spec=1',
      'api/web.spec.=1',
      'api/web.spec.a',
      'api/web.spec[=1',
      'Api/web.spec.a=1',
    ])
      expect(parseSetOption(wrong), wrong).to.be.a('string');
  });

  it('changes one value and leaves its neighbours', async () => {
    const spec = await specOf('api/web', FILES, {
      sets: [
        'api/web.spec.ports[admin].port=90',
        'api/web.spec.ports[0].port=8080',
        'api/web.spec.runtime.cpu=512',
        'api/web.spec.environment[A].value=two',
        'api/web.spec.environment[B].value=new',
        'api/web.spec.dependsOn[0]=c',
      ],
    });
    expect(spec).to.deep.include({
      ports: [
        { name: 'http', port: 8080 },
        { name: 'admin', port: 90 },
      ],
      environment: [
        { name: 'A', value: 'two' },
        { name: 'B', value: 'new' },
      ],
      dependsOn: ['c'],
    });
    expect(spec['runtime']).to.include({ cpu: 512, memory: 512 });
  });

  it('takes accepted variants, removes with null, and the last one wins', async () => {
    const spec = await specOf('api/web', FILES, {
      sets: [
        'api/web.spec.environment.C=3',
        'api/web.spec.ports=null',
        'api/web.spec.replicas=3',
        'api/web.spec.replicas=4',
      ],
    });
    expect(spec['environment']).to.deep.include({ name: 'A', value: '1' });
    expect(spec['ports']).to.equal(undefined);
    expect(spec['replicas']).to.equal(4);
  });
});
