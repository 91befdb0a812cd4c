/** Kinds behind a VPC link. */
export const BALANCER_KINDS: readonly string[] = ['ALB', 'NLB'];

/** Kinds that API Gateway calls by AWS's own API, in a role. */
export const SERVICE_KINDS: readonly string[] = ['SQS', 'EventBridge'];

/** Kinds that a route may lead to; MicroService to be told of the load balancer that it needs. */
export const TARGET_KINDS: readonly string[] = ['Lambda', ...BALANCER_KINDS, ...SERVICE_KINDS, 'MicroService'];
