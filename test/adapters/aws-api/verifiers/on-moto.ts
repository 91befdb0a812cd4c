import { componentOf } from '../../../../plugins/common/test/component.js';
import type { OpenAwsApi } from '../../../../src/adapters/aws-api/aws-api.js';
import type {
  AwsApi,
  ComponentKind,
  Json,
  JsonObject,
  Verification,
  VerifyContext,
} from '../../../../src/sdk/index.js';
import { emptyMoto, moto } from '../../../servers/moto.js';
import { withServer } from '../../../servers/with-server.js';
import { apiOn } from '../api-on.js';

/** AWS as moto plays it, and verifiers that look at it. */
export interface OnMoto {
  /** One call; the answer as an object. */
  readonly call: (operation: string, params?: JsonObject) => Promise<Record<string, Json>>;
  /** For what makes its calls by itself; there once the suite runs. */
  readonly api: () => AwsApi;
  /** One look of a kind's verifier at what is there. */
  readonly verify: <Spec>(kind: ComponentKind<Spec>, spec: JsonObject, deployed: Deployed) => Promise<Verification>;
}

export interface Deployed {
  readonly outputs?: JsonObject;
  readonly resources?: VerifyContext['resources'];
}

/** Suites of verifiers over the real client and protocols; skipped by name where moto is not installed. */
export function onMoto(title: string, suites: (aws: OnMoto) => void): void {
  describe(`verifiers of ${title}`, () => {
    withServer(moto, () => {
      let api: OpenAwsApi;
      before(async () => {
        api = apiOn(await moto.url(), { maxAttempts: 1 });
      });
      after(async () => {
        await api?.close();
        await emptyMoto();
      });
      suites({
        api: () => api,
        call: async (operation, params = {}) => (await api.call(operation, params)) as Record<string, Json>,
        verify: async (kind, spec, { outputs = {}, resources = [] }) => {
          const { default: Verifier } = await kind.verifier!();
          return new Verifier().check(componentOf(kind, spec), { outputs, resources, aws: api });
        },
      });
    });
  });
}

/** What is wrong, check by check. */
export function wrongIn({ checks }: Verification): readonly string[] {
  return checks.filter(({ ok }) => !ok).map(({ detail }) => String(detail));
}

/** A resource as the state has it. */
export function resource(
  type: string,
  outputs: JsonObject,
  id = String(outputs.id ?? ''),
): VerifyContext['resources'][number] {
  return { name: `api/thing/${type}`, type, id, outputs };
}
