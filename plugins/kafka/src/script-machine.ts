/** Parts of the script that every broker runs, in order: the machine, its disk, and the programs on it. */

/** Who this broker is: its tags and its zone, told by the instance itself. */
export const WHO_AM_I = `
token=$(curl -sf -X PUT http://169.254.169.254/latest/api/token -H 'X-aws-ec2-metadata-token-ttl-seconds: 600')
metadata() { curl -sf -H "X-aws-ec2-metadata-token: $token" "http://169.254.169.254/latest/meta-data/$1"; }
NODE=$(metadata tags/instance/panka:kafka-node)
RACK=$(metadata placement/availability-zone)
HOST="b$NODE.$ZONE"
work=$(mktemp -d -p /run)
trap 'rm -rf "$work"' EXIT
`;

/** mkfs refuses a disk that holds anything, so data is never formatted away. A disk that was made larger is used whole. */
export const DISK = `
for attempt in $(seq 60); do [ -e /dev/sdf ] && break; sleep 5; done
blkid /dev/sdf >/dev/null || mkfs.xfs -q /dev/sdf
mkdir -p /var/lib/kafka /etc/kafka
grep -q ' /var/lib/kafka ' /etc/fstab || echo "UUID=$(blkid -s UUID -o value /dev/sdf) /var/lib/kafka xfs defaults,nofail,noatime 0 2" >> /etc/fstab
mountpoint -q /var/lib/kafka || mount /var/lib/kafka
xfs_growfs /var/lib/kafka >/dev/null
`;

/** Java, the agent of CloudWatch, and Kafka itself: only what has the right checksum is unpacked. */
export const PROGRAMS = `
rpm -q java-17-amazon-corretto-headless amazon-cloudwatch-agent >/dev/null 2>&1 || dnf install -y -q java-17-amazon-corretto-headless amazon-cloudwatch-agent
id kafka >/dev/null 2>&1 || useradd --system --home-dir /var/lib/kafka --shell /sbin/nologin kafka
version_dir="/opt/kafka-$(echo "$SHA512" | cut -c1-16)"
if [ ! -x "$version_dir/bin/kafka-server-start.sh" ]; then
  tarball=/var/tmp/kafka.tgz
  case "$URL" in
    s3://*) aws s3 cp --only-show-errors "$URL" "$tarball" ;;
    *) curl -sfL --retry 5 -o "$tarball" "$URL" ;;
  esac
  echo "$SHA512  $tarball" | sha512sum -c --quiet -
  rm -rf "$version_dir.new" && mkdir "$version_dir.new"
  tar -xzf "$tarball" --strip-components=1 -C "$version_dir.new"
  ls "$version_dir.new"/libs/kafka_*-"$VERSION".jar >/dev/null || { echo "the tarball holds another version than $VERSION" >&2; exit 1; }
  chmod -R go+rX "$version_dir.new" && mv "$version_dir.new" "$version_dir" && rm -f "$tarball"
fi
ln -sfn "$version_dir" /opt/kafka
mkdir -p /var/log/kafka && chown kafka:kafka /var/log/kafka /var/lib/kafka
`;
