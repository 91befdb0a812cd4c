import { expect } from 'chai';
import { component, discoverWritten, document, NETWORKING } from '../written-project.js';

const FILES = {
  'services/web.yaml': component(
    'MicroService',
    'api/web',
    `
  image: {repository: x, tag: "\${VERSION:-1}"}
  environment:
    LEVEL: info
    STAGE: dev
  ports:
    - {name: http, port: 80}
`,
  ),
  'infra/0.yaml': NETWORKING,
  'infra/1.yaml': document(
    'ComponentInfra',
    '{name: web, service: api}',
    '\n  resources: {cpu: 512}\n  overrides:\n    ports: [{name: admin, port: 81}]\n',
  ),
  'environments/development/web.yaml': component(
    'MicroService',
    'api/web',
    '\n  environment:\n    - {name: STAGE, value: development}\n',
  ),
};

describe('provenance', () => {
  const places = async (pointer: string) => {
    const { value } = await discoverWritten(FILES);
    const found = value!.provenance('api/web', pointer);
    const place = (source: { file: string; line: number; column: number } | undefined) =>
      source && `${source.file}:${source.line}:${source.column}`;
    return (
      found && [
        `${found.layer} ${JSON.stringify(found.value)} ${place(found.source)}`,
        ...found.overridden.map((one) => `${one.layer} ${JSON.stringify(one.value)} ${place(one.source)}`),
      ]
    );
  };

  it('points at the value in the manifest', async () => {
    expect(await places('/spec/image/repository')).to.deep.equal(['manifest "x" services/web.yaml:5:23']);
  });

  it('points at the text with a variable and gives its value', async () => {
    expect(await places('/spec/image/tag')).to.deep.equal(['manifest "1" services/web.yaml:5:31']);
  });

  it('follows a value through a change of shape', async () => {
    expect(await places('/spec/environment/0/value')).to.deep.equal(['manifest "info" services/web.yaml:7:12']);
    expect(await places('/spec/environment/1/value')).to.deep.equal([
      'overlay development "development" environments/development/web.yaml:6:28',
      'manifest "dev" services/web.yaml:8:12',
    ]);
  });

  it('finds items of merged lists by their names', async () => {
    expect(await places('/spec/ports/1/port')).to.deep.equal(['ComponentInfra web 81 infra/1.yaml:7:33']);
    expect(await places('/spec/ports/0/port')).to.deep.equal(['manifest 80 services/web.yaml:10:26']);
  });

  it('finds what another field of a document set', async () => {
    expect(await places('/spec/runtime/cpu')).to.deep.equal(['ComponentInfra web 512 infra/1.yaml:5:20']);
  });

  it('knows defaults, identity, and what is not there', async () => {
    expect(await places('/spec/runtime/memory')).to.deep.equal(['default of MicroService 512 undefined']);
    expect(await places('/kind')).to.deep.equal(['manifest "MicroService" services/web.yaml:2:7']);
    expect(await places('/metadata/name')).to.deep.equal(['manifest "web" services/web.yaml:3:18']);
    expect(await places('/spec/nothing')).to.equal(undefined);
    expect((await discoverWritten(FILES)).value?.provenance('api/other', '/spec')).to.equal(undefined);
  });
});
