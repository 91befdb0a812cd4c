import * as aws from '@pulumi/aws';
import type { Input } from '@pulumi/pulumi';
import type { ComponentOf, Tags, TranslateContext } from 'panka/sdk';
import type { Route } from './route-schema.js';
import { httpBehaviour } from './routes.js';
import type { AlbSpec } from './schema.js';

type Component = ComponentOf<AlbSpec>;
type Action = aws.types.input.lb.ListenerRuleAction;

export interface ListenerRequest {
  readonly loadBalancerArn: Input<string>;
  readonly certificateArn: Input<string> | undefined;
  readonly tags: Tags;
}

export interface RouteListeners {
  /** The listener of HTTPS, or that of HTTP where there is no other. */
  readonly main: aws.lb.Listener;
  /** That of plain HTTP where it forwards beside HTTPS. */
  readonly plain?: aws.lb.Listener;
}

/** The listeners; gives back those that the routes hang on. */
export function declareListeners(
  component: Component,
  context: TranslateContext,
  request: ListenerRequest,
): RouteListeners {
  const { spec } = component;
  const http = httpBehaviour(spec);
  const https = request.certificateArn === undefined ? undefined : httpsListener(component, context, request);
  const plain =
    http === 'off'
      ? undefined
      : listener(component, context, {
          ...request,
          part: 'http',
          args: {
            port: spec.listeners.httpPort,
            protocol: 'HTTP',
            defaultActions: [http === 'redirect' ? redirect(spec) : fixedResponse(spec)],
          },
        });
  const main = https ?? plain;
  if (main === undefined) throw new Error(`${component.address} has neither an HTTPS nor an HTTP listener`);
  return https !== undefined && plain !== undefined && http === 'forward' ? { main, plain } : { main };
}

function httpsListener(component: Component, context: TranslateContext, request: ListenerRequest): aws.lb.Listener {
  const { spec } = component;
  const https = listener(component, context, {
    ...request,
    part: 'https',
    args: {
      port: spec.listeners.httpsPort,
      protocol: 'HTTPS',
      sslPolicy: spec.sslPolicy,
      ...(request.certificateArn === undefined ? {} : { certificateArn: request.certificateArn }),
      defaultActions: [fixedResponse(spec)],
    },
  });
  for (const arn of spec.certificate?.additionalArns ?? [])
    new aws.lb.ListenerCertificate(
      context.logicalName(`https/certificate/${arn.slice(arn.lastIndexOf('/') + 1)}`),
      { listenerArn: https.arn, certificateArn: arn },
      context.options(),
    );
  return https;
}

function listener(
  component: Component,
  context: TranslateContext,
  request: ListenerRequest & { part: string; args: Omit<aws.lb.ListenerArgs, 'loadBalancerArn' | 'tags'> },
): aws.lb.Listener {
  const name = context.logicalName(request.part);
  return new aws.lb.Listener(
    name,
    { loadBalancerArn: request.loadBalancerArn, ...request.args, tags: request.tags.of(component, name) },
    // A port takes one listener: the old one goes before the new one comes.
    context.options({ deleteBeforeReplace: true }),
  );
}

function fixedResponse({ defaultAction }: AlbSpec): aws.types.input.lb.ListenerDefaultAction {
  return {
    type: 'fixed-response',
    fixedResponse: {
      contentType: defaultAction.contentType,
      messageBody: defaultAction.body,
      statusCode: String(defaultAction.statusCode),
    },
  };
}

function redirect({ listeners }: AlbSpec): aws.types.input.lb.ListenerDefaultAction {
  return {
    type: 'redirect',
    redirect: { port: String(listeners.httpsPort), protocol: 'HTTPS', statusCode: 'HTTP_301' },
  };
}

/** What a route does with a request: sign in first where it says so, then forward. */
export function routeActions(route: Route, targetGroupArn: Input<string>): Action[] {
  const cognito = route.auth?.cognito;
  if (cognito === undefined) return [{ type: 'forward', targetGroupArn }];
  return [
    {
      type: 'authenticate-cognito',
      order: 1,
      authenticateCognito: {
        userPoolArn: cognito.userPoolArn,
        userPoolClientId: cognito.userPoolClientId,
        userPoolDomain: cognito.userPoolDomain,
        scope: cognito.scope,
        sessionTimeout: cognito.sessionTimeoutSeconds,
        onUnauthenticatedRequest: cognito.onUnauthenticated,
      },
    },
    { type: 'forward', order: 2, targetGroupArn },
  ];
}

/** When a route takes a request. */
export function routeConditions(route: Route): aws.types.input.lb.ListenerRuleCondition[] {
  return [
    ...(route.host === undefined ? [] : [{ hostHeader: { values: [route.host] } }]),
    { pathPattern: { values: [route.path] } },
  ];
}
