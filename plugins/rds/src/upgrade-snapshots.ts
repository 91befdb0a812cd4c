import { asObjects } from '@panka/plugin-common';
import type { SnapshotBeforeUpgrade } from 'panka/sdk';

/** Versions never go back: before one goes up there is a snapshot to begin anew from. */
export const UPGRADE_SNAPSHOTS: readonly SnapshotBeforeUpgrade[] = [
  {
    type: 'aws:rds/instance:Instance',
    input: 'engineVersion',
    call: {
      operation: 'rds:CreateDBSnapshot',
      nameOf: ({ outputs }) => String(outputs.identifier),
      params: ({ outputs }, name) => ({
        DBInstanceIdentifier: outputs.identifier ?? null,
        DBSnapshotIdentifier: name,
      }),
      ready: {
        operation: 'rds:DescribeDBSnapshots',
        params: (name) => ({ DBSnapshotIdentifier: name }),
        state: ({ DBSnapshots }) => String(asObjects(DBSnapshots)[0]?.Status),
        done: 'available',
      },
    },
  },
  {
    type: 'aws:rds/cluster:Cluster',
    input: 'engineVersion',
    call: {
      operation: 'rds:CreateDBClusterSnapshot',
      params: ({ id }, name) => ({ DBClusterIdentifier: id, DBClusterSnapshotIdentifier: name }),
      longestName: 63,
      ready: {
        operation: 'rds:DescribeDBClusterSnapshots',
        params: (name) => ({ DBClusterSnapshotIdentifier: name }),
        state: ({ DBClusterSnapshots }) => String(asObjects(DBClusterSnapshots)[0]?.Status),
        done: 'available',
      },
    },
  },
];
