import type { ServiceError } from '@grpc/grpc-js';
import type * as messages from '@pulumi/pulumi/proto/provider_pb.js';
import { expect } from 'chai';
import { fromStruct, toStruct } from '../../../src/adapters/pulumi-wire/wire-struct.js';
import { faultPlanOf } from '../../../src/adapters/sandbox-cloud/fault-plan.js';
import { providerProtos } from '../../../src/adapters/sandbox-provider-server/provider-protos.js';
import { type ServedProvider, serveProvider } from '../../../src/adapters/sandbox-provider-server/serve-provider.js';
import { SIG_KEY } from '../../../src/core/engine/deployment-v3.js';
import { withIncompleteResource } from '../../../src/core/engine/incomplete-resource.js';
import { isSecret, type PropertyMap, secret, UNKNOWN } from '../../../src/core/engine/property-value.js';
import type { ResourceProvider } from '../../../src/core/engine/resource-provider.js';
import { WatchedProvider } from '../../served-cloud/watched-provider.js';
import { exampleModels, QUEUE } from '../sandbox-cloud/example-models.js';
import { failureOf, removeFolders, Sandbox, urnOf } from '../sandbox-cloud/sandbox-fixture.js';
import { ProviderClient } from './provider-client.js';

const { grpc, provider: protos, status: statusProto, Struct, Any } = providerProtos();
const queue = { urn: urnOf(QUEUE, 'orders'), type: QUEUE };
const REFERENCE = '5cf8f73096256a8f31e491e813e4eb8e';
const OUTPUT = 'd0e6a833031e9bbcd3f4e8bde6ca49a4';

describe('the plugin protocol', () => {
  let served: ServedProvider;
  let client: ProviderClient;
  const serve = async (provider: ResourceProvider, onConfigure?: () => void) => {
    served = await serveProvider(provider, { version: '1.2.3', onConfigure });
    client = new ProviderClient(served.port);
    return client;
  };
  const sandbox = (options = {}) => new Sandbox({ models: [exampleModels], ...options }).provider;
  afterEach(async () => {
    client.close();
    await served.close();
  });
  after(removeFolders);

  it('says what it is and can', async () => {
    let configured = 0;
    await serve(sandbox(), () => {
      configured += 1;
    });
    const shaken = await client.call<messages.ProviderHandshakeResponse>(
      'handshake',
      new protos.ProviderHandshakeRequest(),
    );
    expect(shaken.toObject()).to.include({ acceptSecrets: true, acceptResources: true, acceptOutputs: true });
    const able = await client.call<messages.ConfigureResponse>('configure', new protos.ConfigureRequest());
    expect(able.toObject()).to.include({ acceptsecrets: true, acceptresources: true, supportspreview: true });
    expect(configured).to.equal(1);
    expect((await client.call<{ getVersion(): string }>('getPluginInfo')).getVersion()).to.equal('1.2.3');
    const schema = await client.call<messages.GetSchemaResponse>('getSchema', new protos.GetSchemaRequest());
    expect(JSON.parse(schema.getSchema())).to.deep.equal({ name: 'aws', version: '1.2.3' });
  });

  it('takes the settings of a provider as they are, and replaces none for them', async () => {
    await serve(sandbox());
    const [olds, news] = [{ region: 'eu-west-1' }, { region: 'eu-west-1', profile: 'shop' }];
    const asked = new protos.CheckRequest().setNews(toStruct(Struct, news));
    const checked = await client.call<messages.CheckResponse>('checkConfig', asked);
    expect(fromStruct(checked.getInputs())).to.deep.equal(news);
    const compared = new protos.DiffRequest().setOlds(toStruct(Struct, olds)).setNews(toStruct(Struct, news));
    const diff = await client.call<messages.DiffResponse>('diffConfig', compared);
    expect(diff.toObject()).to.deep.include({ changes: 2, replacesList: [], diffsList: ['profile'] });
  });

  it('says what it does not support', async () => {
    await serve(sandbox());
    for (const [method, request] of [
      ['parameterize', new protos.ParameterizeRequest()],
      ['call', new protos.CallRequest()],
      ['construct', new protos.ConstructRequest()],
    ] as const) {
      const error = (await failureOf(client.call(method, request))) as unknown as ServiceError;
      expect(error.code, method).to.equal(grpc.status.UNIMPLEMENTED);
    }
  });

  it('hands on ids for references to resources, and values for outputs', async () => {
    await serve(sandbox());
    const output = (value: PropertyMap): PropertyMap => ({ [SIG_KEY]: OUTPUT, ...value });
    const news = {
      name: output({ value: 'orders', dependencies: ['urn:pulumi:a'] }),
      policy: output({ value: '{}', secret: true }),
      kmsMasterKeyId: output({}),
      redrivePolicy: { [SIG_KEY]: REFERENCE, urn: 'urn:pulumi:b', id: 'b-1' },
    };
    const { inputs } = await client.check({ ...queue, news });
    expect(inputs).to.deep.include({ name: 'orders', kmsMasterKeyId: UNKNOWN, redrivePolicy: 'b-1' });
    expect(inputs['policy']).to.deep.equal(secret('{}'));
  });

  it('takes the type out of the URN for a CLI that does not send it', async () => {
    await serve(sandbox());
    const { inputs } = await client.check({ ...queue, type: '', news: { name: 'orders' } });
    expect(inputs).to.deep.equal({ name: 'orders', visibilityTimeoutSeconds: 30 });
  });

  it('sends what was made and is not ready as a detail of the error, its secrets as secrets', async () => {
    const outputs = { name: 'orders', policy: 'hush-hush' };
    await serve(
      new WatchedProvider(sandbox(), {
        before: () => Promise.reject(withIncompleteResource(new Error('not ready'), { id: 'made-1', outputs })),
      }),
    );
    const inputs = { name: 'orders', policy: secret('hush-hush') };
    const error = (await failureOf(client.create({ ...queue, inputs, preview: false }))) as unknown as ServiceError;
    expect([error.code, error.details]).to.deep.equal([grpc.status.UNKNOWN, 'not ready']);
    const [bytes] = error.metadata.get('grpc-status-details-bin');
    const [detail] = statusProto.Status.deserializeBinary(bytes as Buffer).getDetailsList();
    expect(detail).to.be.instanceOf(Any);
    const type = 'pulumirpc.ErrorResourceInitFailed';
    const failed = detail?.unpack(protos.ErrorResourceInitFailed.deserializeBinary, type);
    expect([failed?.getId(), failed?.getReasonsList()]).to.deep.equal(['made-1', ['not ready']]);
    expect(isSecret(fromStruct(failed?.getProperties())['policy'])).to.equal(true);
  });

  it('aborts what runs when it is told to cancel, and nothing that comes later', async () => {
    const faults = faultPlanOf([{ on: 'create', name: 'orders', nth: 1, hang: true }]);
    let begun: () => void = () => undefined;
    const running = new Promise<void>((resolve) => {
      begun = resolve;
    });
    await serve(new WatchedProvider(sandbox({ faults }), { before: () => begun() }));
    const create = () => client.create({ ...queue, inputs: { name: 'orders' }, preview: false });
    const hanging = failureOf(create());
    await running;
    await client.call('cancel');
    expect((await hanging).message).to.contain('RequestCanceled');
    expect((await create()).outputs).to.include({ name: 'orders' });
  });
});
