import { exportedDeployment } from '../exported-deployment.js';
import { HttpRefusal } from '../http-refusal.js';
import { ORGANISATION } from '../organisation.js';
import { type BackendRequest, notOpen, type Route, STACK, type StackRequest } from '../route.js';

/** Stacks are made and removed by panka, never by the CLI. */
export const stackRoutes: readonly Route[] = [
  { of: 'run', method: 'POST', path: '/api/stacks/:organisation/:project', answer: create },
  { of: 'stack', method: 'GET', path: STACK, answer: describe },
  { of: 'stack', method: 'GET', path: `${STACK}/export`, answer: exported },
  { of: 'stack', method: 'PATCH', path: `${STACK}/tags`, answer: () => ({}) },
  { of: 'stack', method: 'DELETE', path: STACK, answer: keep },
];

/** The CLI takes "already exists" for a reason to select it. */
async function create({ served, params, body }: BackendRequest): Promise<never> {
  const { stackName = '' } = (await body()) as { readonly stackName?: string };
  const { organisation = '', project = '' } = params;
  if (served(organisation, project, stackName) === undefined) throw notOpen(stackName);
  throw new HttpRefusal(409, `The stack ${stackName} already exists.`);
}

/** No `config`: with it the CLI looks for the stack's configuration here instead of in its file. */
function describe({ stack }: StackRequest): unknown {
  const { project, stack: name } = stack.unit;
  return {
    id: `${ORGANISATION}/${project}/${name}`,
    orgName: ORGANISATION,
    projectName: project,
    stackName: name,
    tags: {},
    version: 1,
    activeUpdate: stack.active?.status === undefined ? (stack.active?.id ?? '') : '',
  };
}

function exported({ stack, url }: StackRequest): unknown {
  return exportedDeployment(stack.exported, stack.unit, url);
}

function keep(): never {
  throw new HttpRefusal(409, 'Panka keeps this stack: remove it with "panka destroy".');
}
