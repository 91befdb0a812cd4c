import type { PolicyStatement, Workload } from '../../sdk/index.js';

/** The AWS Distro for OpenTelemetry; InfraDefaults.images.collector replaces it. */
export const DEFAULT_COLLECTOR_IMAGE = 'public.ecr.aws/aws-observability/aws-otel-collector:v0.45.0';

export const COLLECTOR = 'panka-collector';

/** Observability.tracing for tasks. */
export interface Tracing {
  readonly image: string;
  readonly region: string;
}

/** What the collector is told: it takes traces by OTLP and by the protocol of the X-Ray SDKs, from its own task alone. */
export function collectorConfig({ region }: Tracing): string {
  // JSON is YAML.
  return JSON.stringify({
    receivers: {
      otlp: { protocols: { grpc: { endpoint: '127.0.0.1:4317' }, http: { endpoint: '127.0.0.1:4318' } } },
      awsxray: { endpoint: '127.0.0.1:2000', transport: 'udp' },
    },
    processors: {
      memory_limiter: { check_interval: '1s', limit_mib: 100 },
      resourcedetection: { detectors: ['env', 'ecs'] },
      batch: { timeout: '1s' },
    },
    exporters: { awsxray: { region } },
    service: {
      pipelines: {
        traces: {
          receivers: ['otlp', 'awsxray'],
          processors: ['memory_limiter', 'resourcedetection', 'batch'],
          exporters: ['awsxray'],
        },
      },
    },
  });
}

/** Tells OpenTelemetry SDKs where to send traces; what the manifest says wins. Source: OpenTelemetry, "Environment variable specification". */
export function tracedEnvironment(given: Workload['environment'], service: string): Workload['environment'] {
  const told = [
    { name: 'OTEL_SERVICE_NAME', value: service },
    { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'http://127.0.0.1:4318' },
    { name: 'OTEL_EXPORTER_OTLP_PROTOCOL', value: 'http/protobuf' },
    { name: 'OTEL_PROPAGATORS', value: 'tracecontext,baggage,xray' },
    { name: 'OTEL_METRICS_EXPORTER', value: 'none' },
    { name: 'OTEL_LOGS_EXPORTER', value: 'none' },
  ];
  return [...given, ...told.filter(({ name }) => !given.some((one) => one.name === name))];
}

/** Of the task role. Source: AWS managed policy AWSXRayDaemonWriteAccess; X-Ray grants these on everything only. */
export const TRACE_STATEMENTS: readonly PolicyStatement[] = [
  {
    Effect: 'Allow',
    Action: [
      'xray:PutTraceSegments',
      'xray:PutTelemetryRecords',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
      'xray:GetSamplingStatisticSummaries',
    ],
    Resource: '*',
  },
];
