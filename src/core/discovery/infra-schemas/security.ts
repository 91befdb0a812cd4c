import { Type } from '@sinclair/typebox';

const strict = { additionalProperties: false } as const;
const flag = (description: string, byDefault = false) =>
  Type.Optional(Type.Boolean({ default: byDefault, description }));

/** `spec` of infra.panka.io/v1 Security. */
export const securitySchema = Type.Object(
  {
    encryption: Type.Optional(
      Type.Object(
        {
          atRest: Type.Optional(
            Type.Literal('required', {
              default: 'required',
              description: 'Encryption at rest; it cannot be waived here',
            }),
          ),
          inTransit: Type.Optional(
            Type.Literal('required', { default: 'required', description: 'TLS; it cannot be waived here' }),
          ),
          customerManagedKeys: flag('Use a key of the stack everywhere instead of keys that AWS manages'),
        },
        { ...strict, description: 'What has to be encrypted' },
      ),
    ),
    publicAccess: Type.Optional(
      Type.Object(
        {
          allowInternetFacing: Type.Optional(
            Type.Array(Type.String(), {
              default: ['ALB', 'CloudFront', 'APIGateway', 'NLB'],
              description: 'Kinds that may be reached from the internet',
            }),
          ),
          allowedCidrs: Type.Optional(
            Type.Array(
              Type.String({
                pattern: '^([0-9a-fA-F.:]+/[0-9]{1,3}|pl-[0-9a-f]+|cloudfront)$',
                examples: ['203.0.113.0/24', 'pl-0123456789abcdef0'],
                description: 'A CIDR, a prefix list, or cloudfront',
              }),
              {
                minItems: 1,
                description:
                  'Who may reach them: the allowedCidrs of public load balancers, which can only be narrower',
              },
            ),
          ),
        },
        { ...strict, default: {}, description: 'What may be public' },
      ),
    ),
    iam: Type.Optional(
      Type.Object(
        {
          permissionsBoundary: Type.Optional(
            Type.String({ pattern: '^arn:', description: 'The ARN of the boundary of every role' }),
          ),
          rolePath: Type.Optional(Type.String({ pattern: '^/', description: 'Path of every role, such as /apps/' })),
          implicitGrants: flag('A valueFrom grants the default access of the other kind', true),
          deniedActions: Type.Optional(
            Type.Array(Type.String(), { description: 'IAM actions that no policy may allow; * matches' }),
          ),
        },
        { ...strict, description: 'Roles and policies' },
      ),
    ),
    secrets: Type.Optional(
      Type.Object(
        {
          provider: Type.Optional(
            Type.Literal('secretsmanager', { default: 'secretsmanager', description: 'Where secrets live' }),
          ),
          prefix: Type.Optional(
            Type.String({
              pattern: '^[A-Za-z0-9/_+=.@-]{1,64}$',
              examples: ['shop/prod/'],
              description: 'Put before the names of secrets that Panka makes; another prefix makes other secrets',
            }),
          ),
          rotationDays: Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: 1000,
              description: 'Days after which databases rotate the secrets that they keep themselves (their default: 7)',
            }),
          ),
        },
        { ...strict, description: 'Secrets' },
      ),
    ),
    waf: Type.Optional(
      Type.Object(
        {
          webAclArn: Type.Optional(
            Type.String({
              pattern: '^arn:[a-z-]+:wafv2:[a-z0-9-]+:\\d{12}:regional/webacl/',
              description: 'The ARN of the web ACL (scope REGIONAL) of public load balancers',
            }),
          ),
        },
        { ...strict, description: 'Web application firewall' },
      ),
    ),
    allowSshKeys: flag('Let instances have SSH keys'),
    allowPlainHttp: flag('Let load balancers serve HTTP without TLS'),
    allowPublicFunctionUrls: flag('Let functions have URLs without authentication'),
    accessLogs: Type.Optional(
      Type.Object(
        { bucket: Type.Optional(Type.String({ description: 'Bucket for access logs; made when absent' })) },
        { ...strict, description: 'Access logs' },
      ),
    ),
    imageRegistries: Type.Optional(
      Type.Array(Type.String(), { description: 'Registries that images may come from; * matches' }),
    ),
    imageDigestRequired: flag('Images must be named by digest'),
  },
  strict,
);
