/** A disk that is attached after the instance has started. */
export interface Mount {
  readonly device: string;
  readonly path: string;
}

/** Where the variables are: read by shells (`. /etc/panka.env`) and by systemd (`EnvironmentFile=`). */
const ENVIRONMENT_FILE = '/etc/panka.env';

/** What is done at every start, before anything of the user's: variables are written, disks are waited for and mounted. */
export function bootScript(variables: Readonly<Record<string, string>>, mounts: readonly Mount[]): string {
  return ['#!/bin/bash', ...environmentLines(variables), ...mountLines(mounts), ''].join('\n');
}

function environmentLines(variables: Readonly<Record<string, string>>): string[] {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${quoted(value)}\n`);
  if (lines.length === 0) return [];
  const text = Buffer.from(lines.join('')).toString('base64');
  return ['umask 027', `base64 -d > ${ENVIRONMENT_FILE} <<'PANKA'`, text, 'PANKA'];
}

/** As a shell and systemd read it alike. */
function quoted(value: string): string {
  return `"${value.replaceAll(/[\\"$`]/g, '\\$&')}"`;
}

/** A volume is attached once the instance runs, so that mounting it waits in the background. One with something on it is left as it is. */
function mountLines(mounts: readonly Mount[]): string[] {
  if (mounts.length === 0) return [];
  return [
    "cat > /usr/local/sbin/panka-mounts <<'PANKA'",
    '#!/bin/bash',
    'mount_when_there() {',
    '  for _ in $(seq 120); do [ -b "$1" ] && break; sleep 5; done',
    '  blkid -p "$1" > /dev/null; [ $? -eq 2 ] && mkfs.xfs "$1"',
    '  mkdir -p "$2"',
    '  mountpoint -q "$2" || mount "$1" "$2"',
    '}',
    ...mounts.map(({ device, path }) => `mount_when_there ${device} ${path} &`),
    'wait',
    'PANKA',
    'chmod 750 /usr/local/sbin/panka-mounts',
    "cat > /etc/systemd/system/panka-mounts.service <<'PANKA'",
    '[Unit]',
    'Description=Disks that are attached to this instance',
    '[Service]',
    'Type=oneshot',
    'ExecStart=/usr/local/sbin/panka-mounts',
    '[Install]',
    'WantedBy=multi-user.target',
    'PANKA',
    'systemctl daemon-reload',
    'systemctl enable panka-mounts.service',
    'systemctl start --no-block panka-mounts.service',
  ];
}
