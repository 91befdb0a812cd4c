import { statSync } from 'node:fs';
import { join } from 'node:path';
import { errorAt } from '@panka/plugin-common';
import type { ComponentOf, Finding } from 'panka/sdk';
import type { Ec2InstanceSpec } from './schema.js';

/** Bytes of user data that EC2 takes, with what Panka adds. Source: EC2 user guide, "Run commands on your Linux instance at launch". */
const LIMIT = 16_384;

/** Rules of what an instance does when it starts. */
export function userDataRules(component: ComponentOf<Ec2InstanceSpec>): Finding[] {
  const { userData, userDataFile } = component.spec;
  if (userData !== undefined && userDataFile !== undefined)
    return [errorAt('/userDataFile', 'PANKA-EC2-004', 'give one of userData and userDataFile')];
  return [...sizeRules(component), ...environmentRules(component.spec)];
}

function sizeRules({ spec, folder }: ComponentOf<Ec2InstanceSpec>): Finding[] {
  const { userData, userDataFile } = spec;
  const path = userData === undefined ? '/userDataFile' : '/userData';
  const size = userData === undefined ? fileSize(folder, userDataFile) : Buffer.byteLength(userData);
  if (size === undefined || size <= LIMIT) return [];
  return [
    errorAt(
      path,
      'PANKA-EC2-005',
      `${path.slice(1)} has ${size} bytes; EC2 takes ${LIMIT}: fetch the rest from a bucket`,
    ),
  ];
}

/** A file that is not there is a finding of its own, for every kind. */
function fileSize(folder: string, file: string | undefined): number | undefined {
  return file === undefined ? undefined : statSync(join(folder, file), { throwIfNoEntry: false })?.size;
}

/** The variables are read by shells. */
function environmentRules({ environment = [], secrets = [] }: Ec2InstanceSpec): Finding[] {
  const wrong = [
    ...environment.map((entry, index) => ({ name: entry.name, path: `/environment/${index}/name` })),
    ...secrets.map((entry, index) => ({ name: entry.envVar ?? entry.name, path: `/secrets/${index}/name` })),
  ].filter(({ name }) => !/^[A-Za-z_]\w*$/.test(name));
  const undecided = environment.flatMap((entry, index) =>
    (entry.value === undefined) === (entry.valueFrom === undefined)
      ? [
          errorAt(
            `/environment/${index}`,
            'PANKA-EC2-015',
            `environment.${entry.name} needs exactly one of value and valueFrom`,
          ),
        ]
      : [],
  );
  return [
    ...wrong.map(({ name, path }) =>
      errorAt(path, 'PANKA-EC2-014', `variable ${name} is no name that a shell takes: letters, digits and _`),
    ),
    ...undecided,
  ];
}
