/** Namespace of the metrics that brokers send. */
export const NAMESPACE = 'Panka/Kafka';

/** Disk use and logs by the agent of CloudWatch; partitions that lag behind every five minutes by Kafka's own tool. */
export function watch(logGroup: string): string {
  return `
cat > "$work/agent.json" <<'JSON'
${JSON.stringify(agentSettings(logGroup))}
JSON
sed "s|@NODE@|$NODE|g" "$work/agent.json" > /etc/kafka/agent.json
/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:/etc/kafka/agent.json >/dev/null
cat > /usr/local/bin/kafka-watch <<WATCH
#!/bin/bash
lines=\\$(/opt/kafka/bin/kafka-topics.sh --bootstrap-server $HOST:9092 --command-config /etc/kafka/admin.properties --describe --under-replicated-partitions) || exit 1
behind=\\$(printf '%s' "\\$lines" | grep -c 'Topic:')
aws cloudwatch put-metric-data --region $AWS_DEFAULT_REGION --namespace ${NAMESPACE} --metric-name UnderReplicatedPartitions --dimensions Cluster=$CLUSTER_ID --value "\\$behind"
WATCH
chmod 755 /usr/local/bin/kafka-watch
printf '[Service]\\nType=oneshot\\nExecStart=/usr/local/bin/kafka-watch\\n' > /etc/systemd/system/kafka-watch.service
printf '[Timer]\\nOnBootSec=5min\\nOnUnitActiveSec=5min\\n[Install]\\nWantedBy=timers.target\\n' > /etc/systemd/system/kafka-watch.timer
systemctl daemon-reload && systemctl enable -q --now kafka-watch.timer
`;
}

function agentSettings(logGroup: string): object {
  return {
    agent: { metrics_collection_interval: 60 },
    metrics: {
      namespace: NAMESPACE,
      append_dimensions: { InstanceId: '${aws:InstanceId}' },
      aggregation_dimensions: [['InstanceId', 'path']],
      metrics_collected: { disk: { measurement: ['used_percent'], resources: ['/var/lib/kafka'], drop_device: true } },
    },
    logs: {
      logs_collected: {
        files: {
          collect_list: [
            { file_path: '/var/log/kafka/server.log', log_group_name: logGroup, log_stream_name: 'broker-@NODE@' },
            {
              file_path: '/var/log/kafka/controller.log',
              log_group_name: logGroup,
              log_stream_name: 'controller-@NODE@',
            },
          ],
        },
      },
    },
  };
}
