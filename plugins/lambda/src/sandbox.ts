import { sandboxEventRules, sandboxLambdaPermission, sandboxSchedule } from '@panka/plugin-common';
import type { SandboxModels } from 'panka/sdk';
import { aliasModel, invokeConfigModel, provisionedModel, urlModel } from './sandbox-alias.js';
import { api } from './sandbox-api.js';
import { functionModel } from './sandbox-function.js';
import { mappingModel } from './sandbox-mapping.js';

/** How the sandbox simulates what this kind declares. Replacing inputs: CloudFormation's schemas of AWS::Lambda. */
const models: SandboxModels = {
  models: [
    functionModel,
    aliasModel,
    ...sandboxLambdaPermission,
    mappingModel,
    invokeConfigModel,
    urlModel,
    provisionedModel,
    ...sandboxEventRules,
    ...sandboxSchedule,
  ],
  api,
};
export default models;
