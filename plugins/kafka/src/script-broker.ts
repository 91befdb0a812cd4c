import { FILES, listenersOf, SELF } from './server-properties.js';

/** server.properties with what this broker is; `common` is that of any broker. */
export function properties(common: string, controllers: number): string {
  return `
if [ "$NODE" -lt ${controllers} ]; then roles=broker,controller; listeners='${listenersOf(true)}'; else roles=broker; listeners='${listenersOf(false)}'; fi
cat > "$work/server.properties" <<'PROPERTIES'
${common}
PROPERTIES
sed -i "s|${SELF.node}|$NODE|; s|${SELF.host}|$HOST|g; s|${SELF.rack}|$RACK|; s|${SELF.roles}|$roles|; s|${SELF.listeners}|$listeners|" "$work/server.properties"
voters() { grep '^controller.quorum.voters=' "$1"; }
if [ -f ${FILES.data}/meta.properties ] && [ "$(voters ${FILES.properties})" != "$(voters "$work/server.properties")" ]; then
  echo 'the brokers that keep the metadata cannot become more: a cluster of one stays one' >&2; exit 1
fi
install -m 640 -o root -g kafka "$work/server.properties" ${FILES.properties}
`;
}

/** A new disk is formatted for this cluster, once; the password of the user goes into its metadata then. */
export const FORMAT = `
fresh=no
if [ ! -f ${FILES.data}/meta.properties ]; then
  fresh=yes
  mkdir -p ${FILES.data} && chown kafka:kafka ${FILES.data}
  set --
  if [ -n "$CREDENTIALS_SECRET" ]; then
    secret "$CREDENTIALS_SECRET" > "$work/credentials.json"
    set -- --add-scram "SCRAM-SHA-512=[name=$(field username < "$work/credentials.json"),password=$(field password < "$work/credentials.json")]"
  fi
  runuser -u kafka -- env LOG_DIR=/var/log/kafka /opt/kafka/bin/kafka-storage.sh format -t "$CLUSTER_ID" -c ${FILES.properties} "$@" >/dev/null
fi
`;

/** The service; half of the memory is its heap, unless the manifest says otherwise. The rest is Linux's cache, which Kafka lives on. */
export const SERVICE = `
if [ -z "$HEAP_MIB" ]; then
  HEAP_MIB=$(awk '/MemTotal/ {print int($2 / 2048)}' /proc/meminfo)
  if [ "$HEAP_MIB" -gt 6144 ]; then HEAP_MIB=6144; fi
fi
heap="$HEAP_MIB"m
cat > /etc/systemd/system/kafka.service <<UNIT
[Unit]
Description=Apache Kafka
After=network-online.target
Wants=network-online.target
RequiresMountsFor=/var/lib/kafka
[Service]
User=kafka
Environment="KAFKA_HEAP_OPTS=-Xms$heap -Xmx$heap"
Environment=LOG_DIR=/var/log/kafka
ExecStart=/opt/kafka/bin/kafka-server-start.sh ${FILES.properties}
ExecStop=/opt/kafka/bin/kafka-server-stop.sh
Restart=always
RestartSec=10
TimeoutStopSec=180
LimitNOFILE=100000
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable -q kafka
`;

/** Only what changed restarts a broker; one that ran before must be whole again before the next is touched. */
export const START = `
applied=$( (readlink /opt/kafka; cat /etc/systemd/system/kafka.service ${FILES.properties} ${FILES.keystore}) | sha256sum | cut -d' ' -f1)
if [ "$applied" != "$(cat /etc/kafka/applied 2>/dev/null)" ]; then systemctl restart kafka; else systemctl start kafka; fi
if [ "$fresh" = no ]; then
  whole=no
  for attempt in $(seq 90); do
    if admin kafka-broker-api-versions.sh >/dev/null 2>&1 && [ -z "$(admin kafka-topics.sh --describe --under-replicated-partitions 2>/dev/null)" ]; then whole=yes; break; fi
    sleep 10
  done
  if [ "$whole" != yes ]; then echo "broker $NODE has partitions that lag behind" >&2; exit 1; fi
fi
systemctl is-active -q kafka
echo "$applied" > /etc/kafka/applied
`;
