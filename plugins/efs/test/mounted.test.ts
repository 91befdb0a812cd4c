import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { JsonObject, ProvidedComponent } from 'panka/sdk';
import { componentOf, told, viewOf } from '../../common/test/component.js';
import { consumption, reference } from '../../common/test/consumption.js';
import { fakeRuntime, plainOf } from '../../common/test/fake-runtime.js';
import { translate } from '../../common/test/translation.js';
import service from '../../microservice/src/index.js';
import efs from '../src/index.js';

const files = componentOf(
  efs,
  { accessPoints: ['app', 'get'].map((name) => ({ name, path: `/${name}` })) },
  { name: 'files' },
);
const written = (volume: JsonObject): JsonObject => ({
  image: 'app:1',
  ports: [{ name: 'http', port: 8080 }],
  volumes: [{ name: 'data', mountPath: '/data', ...volume }],
});

/** The real file system, as the real container kind sees it. */
async function mounted(volume: JsonObject) {
  const { translation } = await translate(efs, files);
  const outputs = Object.fromEntries(
    Object.entries(translation.outputs).map(([name, value]) => [name, pulumi.output(value)]),
  );
  const provided: ProvidedComponent = { component: files, outputs, provides: translation.provides ?? {} };
  const { workloads, services } = fakeRuntime();
  const references = [reference('api/files', 'EFS', { path: '/volumes/0/efs/component', reason: 'volume' })];
  const component = componentOf(service, written(volume), { references });
  const consumed = [consumption(files, 'write', { provides: provided.provides, inject: { prefix: 'FILES' } })];
  await translate(service, component, { provided: { 'api/files': provided }, services, consumed });
  return workloads[0];
}

describe('a file system that a container mounts', () => {
  it('gives its id and that of the access point to the task', async () => {
    const workload = await mounted({ efs: { component: 'files' } });
    const [volume] = workload?.volumes ?? [];
    expect(await plainOf(volume?.efs?.fileSystemId)).to.equal('api/files-id');
    expect(await plainOf(volume?.efs?.accessPointId)).to.equal('api/files/access-point-app-id');
    expect(workload?.environment.map(({ name }) => name)).to.deep.equal(['FILES_FILE_SYSTEM_ID']);
  });

  it('is found by access points of any name', async () => {
    const workload = await mounted({ efs: { component: 'files', accessPoint: 'get' } });
    expect(await plainOf(workload?.volumes[0]?.efs?.accessPointId)).to.equal('api/files/access-point-get-id');
  });

  it('is asked for reading only where the volume is for reading', () => {
    const access = (readOnly: boolean) => {
      const { spec } = componentOf(service, written({ readOnly, efs: { component: 'files' } }));
      return service.references?.(spec)[0]?.access;
    };
    expect([access(true), access(false)]).to.deep.equal(['read', 'write']);
  });

  it('is asked for access points that it has', () => {
    const component = componentOf(service, written({ efs: { component: 'files', accessPoint: 'web' } }));
    expect(told(service.validate?.(component, viewOf([component, files])) ?? [])).to.deep.equal([
      "PANKA-ECS-024 EFS volume 'data' asks for access point web of api/files; it has app, get",
    ]);
  });
});
