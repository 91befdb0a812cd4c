import { sandboxLambdaPermission } from '@panka/plugin-common';
import type { SandboxModels } from 'panka/sdk';

/** Only who may call functions: topics, policies and subscriptions come with Panka, whose alarms need them. */
const models: SandboxModels = { models: sandboxLambdaPermission };
export default models;
