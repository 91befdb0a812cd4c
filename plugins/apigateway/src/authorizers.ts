import { permitCaller } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { ComponentOf, Names, TranslateContext } from 'panka/sdk';
import type { ApiAuthorizer } from './authorizer-schema.js';
import type { ApiSpec } from './schema.js';

type Component = ComponentOf<ApiSpec>;
type Api = aws.apigatewayv2.Api;

/** Authorizers by name. */
export function declareAuthorizers(
  component: Component,
  context: TranslateContext,
  { api, names }: { api: Api; names: Names },
): ReadonlyMap<string, aws.apigatewayv2.Authorizer> {
  return new Map(
    component.spec.authorizers.map((authorizer, index) => {
      const args = authorizer.type === 'jwt' ? jwtArgs(authorizer) : lambdaArgs(component, context, index);
      const declared = new aws.apigatewayv2.Authorizer(
        context.logicalName(`authorizer/${authorizer.name}`),
        { apiId: api.id, name: authorizer.name, ...args },
        context.options(),
      );
      if (authorizer.type === 'lambda') permit(component, context, { api, names, index, authorizer: declared });
      return [authorizer.name, declared];
    }),
  );
}

type Args = Omit<aws.apigatewayv2.AuthorizerArgs, 'apiId' | 'name'>;

function jwtArgs({ issuer, audience, identitySources }: ApiAuthorizer): Args {
  return {
    authorizerType: 'JWT',
    identitySources: identitySources ?? ['$request.header.Authorization'],
    jwtConfiguration: { ...(issuer === undefined ? {} : { issuer }), audiences: audience },
  };
}

function lambdaArgs(component: Component, context: TranslateContext, index: number): Args {
  const { type, authorizers } = component.spec;
  const { identitySources, ttlSeconds = 0 } = authorizers[index] ?? {};
  const authorizerUri = functionOutput(component, context, { index, output: 'invokeArn' });
  if (type === 'websocket')
    return {
      authorizerType: 'REQUEST',
      authorizerUri,
      identitySources: identitySources ?? ['route.request.header.Authorization'],
    };
  return {
    authorizerType: 'REQUEST',
    authorizerUri,
    identitySources: identitySources ?? ['$request.header.Authorization'],
    authorizerPayloadFormatVersion: '2.0',
    enableSimpleResponses: true,
    authorizerResultTtlInSeconds: ttlSeconds,
  };
}

/** The authorizer may call the function; nothing else of the API may by this. */
function permit(
  component: Component,
  context: TranslateContext,
  { api, names, index, authorizer }: { api: Api; names: Names; index: number; authorizer: aws.apigatewayv2.Authorizer },
): void {
  const { name } = component.spec.authorizers[index] ?? {};
  permitCaller(component, context, {
    ...{ aws, names },
    part: `authorizer/${name}/permission`,
    allow: {
      function: functionOutput(component, context, { index, output: 'functionName' }),
      qualifier: 'live',
      principal: 'apigateway.amazonaws.com',
      sourceArn: pulumi.interpolate`${api.executionArn}/authorizers/${authorizer.id}`,
    },
  });
}

function functionOutput(
  component: Component,
  context: TranslateContext,
  { index, output }: { index: number; output: string },
): pulumi.Output<string> {
  const reference = component.references.find(({ path }) => path === `/authorizers/${index}/component`);
  if (reference === undefined) throw new Error(`no reference was resolved for /authorizers/${index}/component`);
  return context.output(reference.to, output).apply(String);
}
