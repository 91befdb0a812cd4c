import { BROKER_NAME, FILES } from './server-properties.js';

/** Years that a CA of Panka's own making is good for, and days that a broker's certificate is; it is renewed in its last 90. */
const CA_DAYS = 7300;
const BROKER_DAYS = 1095;
const RENEW_SECONDS = 90 * 86_400;

/** The CA: given, or made by the first broker and kept in a secret that only brokers read. Clients get its certificate alone. */
export const CERTIFICATE_AUTHORITY = `
secret() { aws secretsmanager get-secret-value --secret-id "$1" --query SecretString --output text 2>/dev/null; }
field() { python3 -c 'import json,sys; sys.stdout.write(json.load(sys.stdin)[sys.argv[1]])' "$1"; }
if [ "$NODE" = 0 ] && [ "$OWN_CA" = yes ] && ! secret "$CA_SECRET" >/dev/null; then
  openssl req -x509 -newkey rsa:4096 -nodes -sha256 -days ${CA_DAYS} -subj "/CN=Kafka $ZONE" -keyout "$work/ca.key" -out "$work/ca.crt" 2>/dev/null
  python3 - "$work" <<'PYTHON'
import json, sys
folder = sys.argv[1]
read = lambda name: open(folder + '/' + name).read()
with open(folder + '/ca.json', 'w') as out:
    json.dump({'certificate': read('ca.crt'), 'key': read('ca.key')}, out)
PYTHON
  aws secretsmanager put-secret-value --secret-id "$CA_SECRET" --secret-string "file://$work/ca.json" >/dev/null
fi
for attempt in $(seq 60); do secret "$CA_SECRET" > "$work/ca.json" && break; sleep 10; done
field certificate < "$work/ca.json" > "$work/ca.crt"
field key < "$work/ca.json" > "$work/ca.key"
if [ "$NODE" = 0 ] && [ "$(secret "$CA_CERTIFICATE_SECRET" | field certificate 2>/dev/null)" != "$(cat "$work/ca.crt")" ]; then
  python3 -c 'import json,sys; json.dump({"certificate": open(sys.argv[1]).read()}, sys.stdout)' "$work/ca.crt" > "$work/public.json"
  aws secretsmanager put-secret-value --secret-id "$CA_CERTIFICATE_SECRET" --secret-string "file://$work/public.json" >/dev/null
fi
`;

/** This broker's own certificate, new when there is none, when it ends soon, or when the CA is another. */
export const BROKER_CERTIFICATE = `
if ! openssl x509 -checkend ${RENEW_SECONDS} -noout -in /etc/kafka/broker.crt >/dev/null 2>&1 || ! cmp -s "$work/ca.crt" ${FILES.truststore}; then
  openssl req -new -newkey rsa:3072 -nodes -sha256 -subj '/CN=${BROKER_NAME}' -keyout "$work/broker.key" -out "$work/broker.csr" 2>/dev/null
  printf 'subjectAltName=DNS:%s\\nextendedKeyUsage=serverAuth,clientAuth\\n' "$HOST" > "$work/extensions"
  openssl x509 -req -sha256 -days ${BROKER_DAYS} -in "$work/broker.csr" -CA "$work/ca.crt" -CAkey "$work/ca.key" -CAcreateserial -extfile "$work/extensions" -out "$work/broker.crt" 2>/dev/null
  cat "$work/broker.key" "$work/broker.crt" "$work/ca.crt" > ${FILES.keystore}
  cp "$work/ca.crt" ${FILES.truststore}
  cp "$work/broker.crt" /etc/kafka/broker.crt
fi
chown root:kafka /etc/kafka ${FILES.keystore} ${FILES.truststore}
chmod 750 /etc/kafka && chmod 640 ${FILES.keystore} ${FILES.truststore}
cat > /etc/kafka/admin.properties <<'PROPERTIES'
security.protocol=SSL
ssl.keystore.type=PEM
ssl.keystore.location=${FILES.keystore}
ssl.truststore.type=PEM
ssl.truststore.location=${FILES.truststore}
PROPERTIES
admin() { tool=$1; shift; "/opt/kafka/bin/$tool" --bootstrap-server "$HOST:9092" --command-config /etc/kafka/admin.properties "$@"; }
`;
