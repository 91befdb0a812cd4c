import {
  asObject,
  asObjects,
  CERTIFICATE_LIMIT,
  type Look,
  look,
  lookAtCertificates,
  verdict,
} from '@panka/plugin-common';
import type { ComponentOf, Verification, Verifier, VerifyContext } from 'panka/sdk';
import type { ApiSpec } from './schema.js';
import { stageOf } from './settings.js';

const LIMIT = 300;

/** The stage was deployed; its name is there and has its certificate. */
export default class ApiGatewayVerifier implements Verifier<ApiSpec> {
  readonly limitSeconds = ({ domain }: ApiSpec) =>
    domain?.certificate.domain === undefined ? LIMIT : CERTIFICATE_LIMIT;

  async check(component: ComponentOf<ApiSpec>, context: VerifyContext): Promise<Verification> {
    const { domain } = component.spec;
    const certificates = domain === undefined ? [] : [domain.certificate];
    const looks = await Promise.all([
      this.stage(component, context),
      ...(domain === undefined ? [] : [this.domain(component.address, domain.name, context)]),
    ]);
    const issued = await lookAtCertificates(component.address, context, { code: 'PANKA-APIGW-013', certificates });
    return verdict([...looks, ...issued]);
  }

  /** AWS tells of a deployment that it could not do only here. */
  private async stage(component: ComponentOf<ApiSpec>, context: VerifyContext): Promise<Look> {
    let failed = false;
    const seen = await look(`apigatewayv2:GetStage ${component.address}`, async () => {
      const params = { ApiId: String(context.outputs.apiId), StageName: stageOf(component.spec) };
      const stage = asObject(await context.aws.call('apigatewayv2:GetStage', params));
      // Without routes AWS deploys nothing: those that functions add come in a later wave.
      if (component.spec.routes.length === 0) return undefined;
      const message = String(stage.LastDeploymentStatusMessage ?? '');
      failed = /\bfailed\b/i.test(message);
      if (failed) return message;
      return stage.DeploymentId === undefined && message === '' ? 'nothing is deployed yet' : undefined;
    });
    return { ...seen, fatal: failed };
  }

  private domain(address: string, name: string, context: VerifyContext): Promise<Look> {
    return look(`apigatewayv2:GetDomainName ${address}`, async () => {
      const answer = asObject(await context.aws.call('apigatewayv2:GetDomainName', { DomainName: name }));
      const settings = asObjects(answer.DomainNameConfigurations)[0] ?? {};
      const status = String(settings.DomainNameStatus ?? 'unknown');
      if (status === 'AVAILABLE') return undefined;
      return `${name} is ${status} ${String(settings.DomainNameStatusMessage ?? '')}`.trim();
    });
  }
}
