import { asObject, sandboxLambdaPermission, sandboxZones } from '@panka/plugin-common';
import type { ResourceModel, SandboxApi, SandboxModels } from 'panka/sdk';
import { apiModel, authorizerModel, integrationModel, routeModel, stageModel } from './sandbox-api-models.js';
import { DOMAIN, MAPPING, ROUTE, STAGE, VPC_LINK } from './sandbox-types.js';

const vpcLink: ResourceModel = {
  type: VPC_LINK,
  replaces: ['subnetIds', 'securityGroupIds'],
  id: (made) => made.hex(6),
  arn: 'arn:{partition}:apigateway:{region}::/vpclinks/{id}',
};

const domainName: ResourceModel = {
  type: DOMAIN,
  replaces: ['domainName'],
  identity: ['domainName'],
  arn: 'arn:{partition}:apigateway:{region}::/domainnames/{domainName}',
  computed: (made) => ({
    apiMappingSelectionExpression: '$request.basepath',
    domainNameConfiguration: {
      ...asObject(made.inputs.domainNameConfiguration),
      targetDomainName: `d-${made.hex(10)}.execute-api.${made.region}.amazonaws.com`,
      hostedZoneId: `Z${made.hex(13).toUpperCase()}`,
    },
  }),
};

const mapping: ResourceModel = {
  type: MAPPING,
  replaces: ['domainName'],
  identity: ['domainName', 'apiMappingKey'],
  id: (made) => made.hex(6),
  refuses: ({ inputs }, cloud) =>
    cloud.get(DOMAIN, String(inputs.domainName)) === undefined
      ? 'NotFoundException: Invalid domain name identifier specified'
      : undefined,
};

/** The calls that the verifier makes. */
const api: Readonly<Record<string, SandboxApi>> = {
  'apigatewayv2:GetStage': ({ ApiId, StageName }, cloud) => {
    const stage = cloud.list(STAGE).find(({ inputs }) => inputs.apiId === ApiId && inputs.name === StageName);
    if (stage === undefined) throw new Error('NotFoundException: Invalid stage identifier specified');
    const deployed = cloud.list(ROUTE).some(({ inputs }) => inputs.apiId === ApiId);
    return {
      StageName: stage.id,
      AutoDeploy: stage.inputs.autoDeploy ?? false,
      ...(deployed ? { DeploymentId: stage.outputs.deploymentId ?? null } : {}),
      LastDeploymentStatusMessage:
        stage.outputs.lastDeploymentStatusMessage ??
        (deployed
          ? `Successfully deployed stage with deployment ID '${String(stage.outputs.deploymentId)}'`
          : 'Deployment attempt failed: At least one route is required before deploying the Api.'),
    };
  },
  'apigatewayv2:GetDomainName': ({ DomainName }, cloud) => {
    const domain = cloud.get(DOMAIN, String(DomainName));
    if (domain === undefined) throw new Error('NotFoundException: Invalid domain name identifier specified');
    const status = asObject(domain.outputs.domainNameConfiguration).status ?? 'AVAILABLE';
    return { DomainName: domain.id, DomainNameConfigurations: [{ DomainNameStatus: status }] };
  },
};

/** How the sandbox simulates an API; roles, log groups, certificates and records are among its own models. */
const models: SandboxModels = {
  models: [
    apiModel,
    stageModel,
    integrationModel,
    routeModel,
    authorizerModel,
    vpcLink,
    domainName,
    mapping,
    ...sandboxLambdaPermission,
  ],
  api,
  ...sandboxZones,
};
export default models;
