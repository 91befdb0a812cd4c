import { oneOf, section, strict, unhealthyThreshold } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';

const healthCheck = section(
  {
    path: Type.Optional(
      Type.String({
        pattern: '^/',
        description:
          "Path that is asked; default: the target's healthCheck.path. A Lambda is asked only if this is given",
      }),
    ),
    port: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 65_535,
        description: "Port that is asked; default: the target's healthCheck.port, else the port of the route",
      }),
    ),
    matcher: Type.Optional(
      Type.String({
        pattern: '^[0-9]+([-,][0-9]+)*$',
        description: 'Status codes that are healthy; default 200-399, gRPC 0-99',
      }),
    ),
    intervalSeconds: Type.Integer({ default: 15, minimum: 5, maximum: 300, description: 'Seconds between checks' }),
    timeoutSeconds: Type.Integer({
      default: 5,
      minimum: 2,
      maximum: 120,
      description: 'Seconds until a check counts as failed',
    }),
    healthyThreshold: Type.Integer({
      default: 2,
      minimum: 2,
      maximum: 10,
      description: 'Successes in a row that make a target healthy',
    }),
    unhealthyThreshold,
  },
  { description: 'How its targets are checked' },
);

const cognito = strict(
  {
    userPoolArn: Type.String({ pattern: '^arn:', description: 'ARN of the user pool' }),
    userPoolClientId: Type.String({ minLength: 1, description: 'Client of the pool' }),
    userPoolDomain: Type.String({ minLength: 1, description: 'Domain prefix of the pool' }),
    scope: Type.String({ default: 'openid', description: 'Scopes, separated by spaces' }),
    sessionTimeoutSeconds: Type.Integer({
      default: 604_800,
      minimum: 1,
      maximum: 604_800,
      description: 'Seconds until people sign in again',
    }),
    onUnauthenticated: oneOf(['authenticate', 'allow', 'deny'], {
      default: 'authenticate',
      description: 'What happens to who is not signed in',
    }),
  },
  { description: 'Cognito user pool' },
);

/** One way from a request to a component. */
export const routeField = strict(
  {
    name: Type.String({
      pattern: '^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$',
      description: 'Name of the route; key of targetGroupArns',
    }),
    host: Type.Optional(
      Type.String({
        // Source: ELB API reference, RuleCondition.
        pattern: '^[A-Za-z0-9.*?-]*\\.[A-Za-z0-9*?-]+$',
        maxLength: 128,
        description: 'Host that is asked for; `*` and `?` are wildcards',
      }),
    ),
    path: Type.String({
      default: '/*',
      pattern: '^/[A-Za-z0-9_.$/~"\'@:+&*?-]*$',
      maxLength: 128,
      description: 'Path; `*` and `?` are wildcards',
    }),
    priority: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 50_000,
        description: 'Order among routes; default 100, 110, … as they are written',
      }),
    ),
    target: strict(
      {
        component: Type.String({ description: 'MicroService, EC2Instance or Lambda: `name` or `service/name`' }),
        port: Type.Optional(
          Type.Integer({
            minimum: 1,
            maximum: 65_535,
            description: 'Port of the component; default: its first. A Lambda has none',
          }),
        ),
      },
      { description: 'Where its requests go' },
    ),
    healthCheck,
    stickiness: section(
      {
        enabled: Type.Boolean({ default: false, description: 'Send a client to the same target again' }),
        durationSeconds: Type.Integer({
          default: 86_400,
          minimum: 1,
          maximum: 604_800,
          description: 'Seconds that it lasts',
        }),
      },
      { description: 'Sessions that stay with a target, by a cookie' },
    ),
    auth: Type.Optional(
      strict(
        {
          cognito: Type.Optional(cognito),
          oidc: Type.Optional(
            Type.Record(Type.String(), Type.Unknown(), { description: 'Refused: see PANKA-ALB-007' }),
          ),
        },
        { description: 'Who may use it; needs HTTPS' },
      ),
    ),
    deregistrationDelaySeconds: Type.Integer({
      default: 30,
      minimum: 0,
      maximum: 3600,
      description: 'Seconds that a target which leaves may finish its requests',
    }),
    algorithm: oneOf(['round_robin', 'least_outstanding_requests', 'weighted_random'], {
      default: 'round_robin',
      description: 'How requests are spread',
    }),
  },
  { description: 'One route' },
);

export type Route = Static<typeof routeField>;
