import type { JsonObject } from 'panka/sdk';
import type { Written } from './eks-stack.js';

export const web = (spec: JsonObject = {}): Written => [
  'MicroService',
  'api/web',
  { image: 'web:1.0', ports: [{ name: 'http', port: 8080 }], ...spec },
];

export const report = (spec: JsonObject = {}): Written => [
  'CronJob',
  'api/report',
  { image: 'report:1.0', schedule: '0 3 * * *', ...spec },
];
