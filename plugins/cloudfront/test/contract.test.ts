import { fileURLToPath } from 'node:url';
import { kindContract } from 'panka/sdk/testing';
import kind from '../src/index.js';

const component = (of: string, service: string, name: string, spec: object) => ({
  apiVersion: 'components.panka.io/v1',
  kind: of,
  metadata: { name, service },
  spec: structuredClone(spec) as Record<string, never>,
});

kindContract({
  kind,
  packageDir: fileURLToPath(new URL('..', import.meta.url)),
  golden: fileURLToPath(new URL('expected', import.meta.url)),
  neighbours: [
    component('ALB', 'api', 'public', {
      certificate: { domain: 'api.example.com', zone: 'example.com' },
      domain: { names: ['api.example.com'], zone: 'example.com' },
      allowedCidrs: ['cloudfront'],
      listeners: { http: 'off' },
      routes: [{ name: 'web', target: { component: 'web' } }],
    }),
    component('APIGateway', 'api', 'edge', {
      external: { outputs: { url: 'https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/main' } },
    }),
  ],
  it,
  describe,
});
