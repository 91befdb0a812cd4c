import * as aws from '@pulumi/aws';
import type { ComponentOf, LogGroups, Tags, TranslateContext } from 'panka/sdk';
import type { ApiSpec } from './schema.js';
import { keepsLogs, stageOf } from './settings.js';

type LogGroup = ReturnType<LogGroups['declare']>;

/** Fields of a line, by what API Gateway calls them. */
const COMMON_FIELDS = {
  requestId: '$context.requestId',
  ip: '$context.identity.sourceIp',
  requestTime: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
};
const HTTP_FIELDS = {
  ...COMMON_FIELDS,
  method: '$context.httpMethod',
  path: '$context.path',
  protocol: '$context.protocol',
  responseLength: '$context.responseLength',
  latencyMs: '$context.responseLatency',
  integrationLatencyMs: '$context.integrationLatency',
};
const WEBSOCKET_FIELDS = {
  ...COMMON_FIELDS,
  eventType: '$context.eventType',
  connectionId: '$context.connectionId',
};

/** The log group of its requests. Under /aws/vendedlogs, AWS needs no line in the region's resource policy, which is short. */
export function declareLogs(
  component: ComponentOf<ApiSpec>,
  context: TranslateContext,
  logs: LogGroups,
): LogGroup | undefined {
  if (!keepsLogs(component.spec)) return undefined;
  const { stack, environment, address } = component;
  return logs.declare(component, context, `/aws/vendedlogs/panka/${stack}/${environment}/${address}`);
}

/** Every change of a route is deployed at once. AWS deploys an API only if it has a route, so routes come first. */
export function declareStage(
  component: ComponentOf<ApiSpec>,
  context: TranslateContext,
  request: {
    api: aws.apigatewayv2.Api;
    routes: readonly aws.apigatewayv2.Route[];
    logGroup: LogGroup | undefined;
    tags: Tags;
  },
): aws.apigatewayv2.Stage {
  const { spec } = component;
  const { api, routes, logGroup, tags } = request;
  const name = context.logicalName('stage');
  const fields = spec.type === 'http' ? HTTP_FIELDS : WEBSOCKET_FIELDS;
  return new aws.apigatewayv2.Stage(
    name,
    {
      apiId: api.id,
      name: stageOf(spec),
      autoDeploy: true,
      defaultRouteSettings: {
        throttlingRateLimit: spec.throttling.rate,
        throttlingBurstLimit: spec.throttling.burst,
      },
      ...(logGroup === undefined
        ? {}
        : { accessLogSettings: { destinationArn: logGroup.arn, format: JSON.stringify(fields) } }),
      tags: tags.of(component, name),
    },
    context.options({ deleteBeforeReplace: true, dependsOn: [...routes] }),
  );
}
