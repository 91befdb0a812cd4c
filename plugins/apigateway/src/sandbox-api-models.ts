import type { MadeResource, ResourceModel, SandboxCloud } from 'panka/sdk';
import { API, AUTHORIZER, INTEGRATION, ROUTE, STAGE } from './sandbox-types.js';

/** Replacing inputs: `ForceNew` in the provider's schemas of apigatewayv2, and CloudFormation's of AWS::ApiGatewayV2. */
export const apiModel: ResourceModel = {
  type: API,
  replaces: ['protocolType'],
  id: (made) => made.hex(10),
  arn: 'arn:{partition}:apigateway:{region}::/apis/{id}',
  defaults: { apiKeySelectionExpression: '$request.header.x-api-key' },
  computed: ({ id, inputs, partition, region, account }) => ({
    apiEndpoint: `${inputs.protocolType === 'WEBSOCKET' ? 'wss' : 'https'}://${id}.execute-api.${region}.amazonaws.com`,
    executionArn: `arn:${partition}:execute-api:${region}:${account}:${id}`,
  }),
  refuses: ({ inputs }) =>
    inputs.protocolType === 'WEBSOCKET' && inputs.routeSelectionExpression === undefined
      ? 'BadRequestException: RouteSelectionExpression is required for protocol type WEBSOCKET'
      : undefined,
};

export const stageModel: ResourceModel = {
  type: STAGE,
  replaces: ['name', 'apiId'],
  identity: ['apiId', 'name'],
  id: ({ inputs }) => String(inputs.name),
  computed: (made) => {
    const { inputs, partition, region, account } = made;
    return {
      arn: `arn:${partition}:apigateway:${region}::/apis/${String(inputs.apiId)}/stages/${String(inputs.name)}`,
      executionArn: `arn:${partition}:execute-api:${region}:${account}:${String(inputs.apiId)}/${String(inputs.name)}`,
      deploymentId: made.hex(6),
      invokeUrl: `https://${String(inputs.apiId)}.execute-api.${region}.amazonaws.com/${inputs.name === '$default' ? '' : String(inputs.name)}`,
    };
  },
  refuses: ({ inputs }, cloud) => {
    const api = cloud.get(API, String(inputs.apiId));
    if (api?.inputs.protocolType === 'WEBSOCKET' && inputs.name === '$default')
      return 'BadRequestException: $default stage is not supported for WebSocket APIs';
    return noApi(inputs.apiId, cloud);
  },
};

export const integrationModel: ResourceModel = {
  type: INTEGRATION,
  replaces: ['apiId', 'integrationType', 'integrationSubtype'],
  id: (made) => made.hex(7),
  defaults: { connectionType: 'INTERNET' },
  refuses: ({ inputs }, cloud) => {
    if (inputs.integrationSubtype !== undefined && inputs.credentialsArn === undefined)
      return 'BadRequestException: Integrations with a subtype need credentialsArn';
    if (inputs.connectionType === 'VPC_LINK' && inputs.connectionId === undefined)
      return 'BadRequestException: connectionId is required for connection type VPC_LINK';
    return noApi(inputs.apiId, cloud);
  },
  refusesDelete: ({ id, inputs }, cloud) => {
    const user = cloud
      .list(ROUTE)
      .find((route) => route.inputs.apiId === inputs.apiId && route.inputs.target === `integrations/${id}`);
    return user === undefined
      ? undefined
      : `ConflictException: Cannot delete Integration '${id}' while Route '${user.id}' is referencing it.`;
  },
};

export const routeModel: ResourceModel = {
  type: ROUTE,
  replaces: ['apiId'],
  identity: ['apiId', 'routeKey'],
  id: (made) => made.hex(7),
  defaults: { authorizationType: 'NONE', apiKeyRequired: false },
  refuses: (made, cloud) => noApi(made.inputs.apiId, cloud) ?? routeRefusal(made, cloud),
};

function routeRefusal({ inputs }: Pick<MadeResource, 'inputs'>, cloud: SandboxCloud): string | undefined {
  const { authorizationType, authorizerId, target } = inputs;
  if (
    ['JWT', 'CUSTOM'].includes(String(authorizationType)) &&
    cloud.get(AUTHORIZER, String(authorizerId)) === undefined
  )
    return `BadRequestException: Invalid authorizer ID specified. Setting the authorization type to ${String(authorizationType)} requires a valid authorizer.`;
  const integration = /^integrations\/(.+)$/.exec(String(target))?.[1];
  return integration !== undefined && cloud.get(INTEGRATION, integration) === undefined
    ? `BadRequestException: Invalid integration identifier specified '${integration}'`
    : undefined;
}

export const authorizerModel: ResourceModel = {
  type: AUTHORIZER,
  replaces: ['apiId'],
  identity: ['apiId', 'name'],
  id: (made) => made.hex(6),
  refuses: ({ inputs }, cloud) =>
    inputs.authorizerType === 'JWT' && inputs.jwtConfiguration === undefined
      ? 'BadRequestException: JWT Authorizer requires JwtConfiguration'
      : noApi(inputs.apiId, cloud),
  refusesDelete: ({ id }, cloud) =>
    cloud.list(ROUTE).some((route) => route.inputs.authorizerId === id)
      ? `ConflictException: Cannot delete authorizer '${id}', is referenced by a route`
      : undefined,
};

function noApi(apiId: unknown, cloud: SandboxCloud): string | undefined {
  return cloud.get(API, String(apiId)) === undefined
    ? `NotFoundException: Invalid API identifier specified ${String(apiId)}`
    : undefined;
}
