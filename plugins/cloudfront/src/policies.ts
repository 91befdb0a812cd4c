/** Ids of CloudFront's managed policies, the same in every account. Source: CloudFront developer guide, "Use managed … policies". */
export const CACHE_POLICIES: Readonly<Record<string, string>> = {
  CachingOptimized: '658327ea-f89d-4fab-a63d-7e88639e58f6',
  CachingDisabled: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  CachingOptimizedForUncompressedObjects: 'b2884449-e4de-46a7-ac36-70bc7f1ddd6d',
  UseOriginCacheControlHeaders: '83da9c7e-98b4-4e11-a168-04f0df8e2c65',
  'UseOriginCacheControlHeaders-QueryStrings': '4cc15a8a-d715-48a4-82b8-cc0b614638fe',
};

export const ORIGIN_REQUEST_POLICIES: Readonly<Record<string, string>> = {
  AllViewer: '216adef6-5c7f-47e4-b989-5492eafa07d3',
  AllViewerExceptHostHeader: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
  'CORS-S3Origin': '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf',
  'CORS-CustomOrigin': '59781a5b-3903-41f3-afcb-af62929ccde1',
  UserAgentRefererHeaders: 'acba4595-bd28-49b8-b9fe-13317c0390fa',
};

/** `security`, as far as the manifest says nothing else about it. */
export const SECURITY_HEADERS = '67f7725c-6f97-4210-82d7-5512b31e9d03';

/** A managed policy's id by its name; an id stays as it is. */
export function policyId(name: string, known: Readonly<Record<string, string>>): string {
  return known[name] ?? name;
}

/** Pattern of a policy's name or id. */
export function policyPattern(known: Readonly<Record<string, string>>): string {
  return `^(${[...Object.keys(known), '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'].join('|')})$`;
}
