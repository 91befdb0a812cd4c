import { oneOf, strict } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';
import { CACHE_POLICIES, ORIGIN_REQUEST_POLICIES, policyPattern } from './policies.js';

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'] as const;

const edgeFunction = strict(
  {
    event: oneOf(['viewer-request', 'viewer-response'], { default: 'viewer-request', description: 'When it runs' }),
    arn: Type.Optional(
      Type.String({ pattern: '^arn:[a-z-]+:cloudfront::', description: 'ARN of a CloudFront function that exists' }),
    ),
    file: Type.Optional(
      Type.String({ minLength: 1, description: 'File beside the manifest with the code of a function to make' }),
    ),
  },
  { description: 'A CloudFront function: arn or file' },
);

/** How requests are answered. */
const behaviorFields = {
  origin: Type.String({ minLength: 1, description: 'Name of the origin' }),
  viewerProtocol: oneOf(['redirect-to-https', 'https-only', 'allow-all'], {
    default: 'redirect-to-https',
    description: 'What becomes of plain HTTP',
  }),
  methods: Type.Array(oneOf(METHODS, { description: 'A method' }), {
    default: ['GET', 'HEAD', 'OPTIONS'],
    description: 'Methods that are passed on: GET and HEAD, these and OPTIONS, or all seven',
  }),
  cachePolicy: Type.Optional(
    Type.String({
      pattern: policyPattern(CACHE_POLICIES),
      description:
        'What is kept: name of a managed policy or id; default CachingOptimized, for ALB and APIGateway CachingDisabled',
    }),
  ),
  originRequestPolicy: Type.Optional(
    Type.String({
      pattern: `^none$|${policyPattern(ORIGIN_REQUEST_POLICIES)}`,
      description:
        'What the origin sees of a request: name of a managed policy, id or `none`; default none for S3, else AllViewerExceptHostHeader',
    }),
  ),
  responseHeaders: Type.String({
    default: 'security',
    pattern: '^(security|none|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$',
    description: 'Header fields added to answers: `security`, `none` or the id of a policy',
  }),
  compress: Type.Boolean({ default: true, description: 'Compress answers (gzip, brotli)' }),
  functions: Type.Array(edgeFunction, {
    default: [],
    maxItems: 2,
    description: 'CloudFront functions, at most one for each event',
  }),
};

export const defaultBehaviorField = strict(behaviorFields, {
  description: 'How requests that no behavior takes are answered',
});
export const behaviorField = strict(
  {
    path: Type.String({
      pattern: '^[A-Za-z0-9_.*?$/~"\'@:+&;=-]{1,255}$',
      description: 'Paths that it takes; `*` and `?` are wildcards',
    }),
    ...behaviorFields,
  },
  { description: 'How requests for a path are answered' },
);

export type DefaultBehavior = Static<typeof defaultBehaviorField>;
