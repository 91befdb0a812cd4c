import { errorAt } from '@panka/plugin-common';
import type { Finding } from 'panka/sdk';
import type { MskSpec } from './schema.js';

/** Rules of topics; `brokers` where their number is known. */
export function topicRules({ topics, kafkaVersion }: MskSpec, brokers: number | undefined): Finding[] {
  return [
    ...versionRule(topics, kafkaVersion),
    ...topics.flatMap(({ name, replicationFactor }, index) => {
      const path = `/topics/${index}`;
      const findings: Finding[] = [];
      if (replicationFactor !== undefined && brokers !== undefined && replicationFactor > brokers)
        findings.push(
          errorAt(
            `${path}/replicationFactor`,
            'PANKA-MSK-002',
            `replicationFactor ${replicationFactor} needs ≥ ${replicationFactor} brokers`,
            `replicationFactor: ${brokers}`,
          ),
        );
      if (topics.slice(0, index).some((earlier) => earlier.name === name))
        findings.push(errorAt(`${path}/name`, 'PANKA-MSK-011', `topic ${name} is there twice`));
      return findings;
    }),
  ];
}

/** Source: MSK developer guide, "Topic operations". */
function versionRule(topics: MskSpec['topics'], kafkaVersion: string): Finding[] {
  const [major = 0, minor = 0] = kafkaVersion.split('.').map(Number);
  if (topics.length === 0 || major > 3 || (major === 3 && minor >= 6)) return [];
  return [
    errorAt(
      '/topics',
      'PANKA-MSK-014',
      `topics need Kafka 3.6 or newer; this is ${kafkaVersion}`,
      'kafkaVersion: 3.9.x',
    ),
  ];
}
