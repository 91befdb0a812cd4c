import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { componentOf } from '../../common/test/component.js';
import { clusterIdOf } from '../src/cluster.js';
import kind from '../src/index.js';
import { brokerScript, topicsScript } from '../src/script.js';
import { serverProperties } from '../src/server-properties.js';

const distribution = { url: 's3://artifacts/kafka.tgz', sha512: '0A'.repeat(64) };
const FACTS = {
  region: 'us-east-1',
  logGroup: '/panka/shop/dev/api/thing',
  caSecret: 'arn:ca',
  caCertificateSecret: 'arn:ca-certificate',
  credentialsSecret: 'arn:credentials',
};
const component = (spec: JsonObject = {}) => componentOf(kind, { distribution, ...spec });
const propertiesOf = (spec: JsonObject = {}) => {
  const lines = serverProperties(component(spec)).split('\n');
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
};
const syntax = (script: string) => spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' }).stderr;

describe('Scripts of the brokers', () => {
  it('are ones that bash reads and Systems Manager takes', () => {
    const topics = [{ name: 'orders', partitions: 3, config: { 'cleanup.policy': "comp'act" } }];
    for (const script of [brokerScript(component(), FACTS), topicsScript(component({ topics }), FACTS)]) {
      expect(syntax(script)).to.equal('');
      expect(script, 'a parameter of Systems Manager').not.to.include('{{');
      expect(script.length).to.be.below(60_000);
    }
  });

  it('hold no secret, only where it is', () => {
    const script = brokerScript(component(), FACTS);
    expect(script).to.include("CREDENTIALS_SECRET='arn:credentials'");
    expect(brokerScript(component({ auth: 'none' }), { ...FACTS, credentialsSecret: '' })).to.include(
      "CREDENTIALS_SECRET=''",
    );
  });

  it('bring topics to the manifest', () => {
    const script = topicsScript(
      component({ topics: [{ name: 'orders', partitions: 12, config: { 'retention.ms': 1 } }] }),
      FACTS,
    );
    expect(script).to.include("--create --if-not-exists --topic 'orders' --partitions 12 --replication-factor 3");
    expect(script).to.include("--add-config 'retention.ms=1'");
  });

  it('make certificates that belong to the broker and to the CA that clients are told', function () {
    this.timeout(60_000);
    const folder = mkdtempSync(join(tmpdir(), 'panka-kafka-'));
    try {
      writeFileSync(join(folder, 'run.sh'), trustScript(brokerScript(component(), FACTS), folder));
      execFileSync('bash', [join(folder, 'run.sh')], { stdio: 'pipe' });
      const told = JSON.parse(readFileSync(join(folder, 'arn:ca-certificate'), 'utf8')) as { certificate: string };
      expect(told).to.have.all.keys('certificate');
      expect(readFileSync(join(folder, 'etc/truststore.pem'), 'utf8')).to.equal(told.certificate);
      const broker = join(folder, 'etc/broker.crt');
      const trusted = execFileSync('openssl', ['verify', '-CAfile', join(folder, 'etc/truststore.pem'), broker], {
        encoding: 'utf8',
      });
      expect(trusted).to.include(': OK');
      const text = execFileSync('openssl', ['x509', '-in', broker, '-noout', '-text'], { encoding: 'utf8' });
      expect(text).to.include('DNS:b0.thing.api.dev.shop.internal').and.include('TLS Web Client Authentication');
      expect(readFileSync(join(folder, 'etc/keystore.pem'), 'utf8')).to.match(/^-----BEGIN PRIVATE KEY-----/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** The part that makes CA and certificate, on this machine: `aws` keeps secrets as files, nothing belongs to root. */
function trustScript(script: string, folder: string): string {
  const from = script.indexOf('secret() {');
  const to = script.indexOf('cat > /etc/kafka/admin.properties');
  const part = script
    .slice(from, to)
    .replaceAll('/etc/kafka', `${folder}/etc`)
    .replaceAll('rsa:4096', 'rsa:2048')
    .replaceAll('rsa:3072', 'rsa:2048');
  return [
    'set -euo pipefail',
    `NODE=0 OWN_CA=yes ZONE=thing.api.dev.shop.internal HOST=b0.thing.api.dev.shop.internal`,
    `CA_SECRET=arn:ca CA_CERTIFICATE_SECRET=arn:ca-certificate work='${folder}'`,
    `mkdir -p '${folder}/etc'`,
    `aws() { case "$2" in get-secret-value) cat '${folder}/'"$4" ;; put-secret-value) cp "\${6#file://}" '${folder}/'"$4" ;; esac; }`,
    'chown() { :; }',
    part,
  ].join('\n');
}

describe('Settings of the brokers', () => {
  it('have three controllers at most, which stay the same when brokers become more', () => {
    const voters = (brokers: number) => propertiesOf({ brokers })['controller.quorum.voters'];
    expect(voters(5)).to.equal(voters(3));
    expect(voters(1)).to.equal('0@b0.thing.api.dev.shop.internal:9093');
  });

  it('speak TLS among the brokers with both sides named, whatever clients do', () => {
    expect(propertiesOf({ tls: { enabled: false }, auth: 'none' })).to.include({
      'listener.security.protocol.map': 'CLIENT:PLAINTEXT,BROKER:SSL,CONTROLLER:SSL',
      'listener.name.broker.ssl.client.auth': 'required',
      'listener.name.controller.ssl.client.auth': 'required',
    });
    expect(propertiesOf()).to.include({
      'listener.security.protocol.map': 'CLIENT:SASL_SSL,BROKER:SSL,CONTROLLER:SSL',
      'allow.everyone.if.no.acl.found': 'false',
      'super.users': 'User:CN=broker;User:panka',
    });
  });

  it('keep data safe by as many brokers as there are', () => {
    expect(propertiesOf({ brokers: 1 })).to.include({ 'default.replication.factor': '1', 'min.insync.replicas': '1' });
    expect(propertiesOf({ config: { 'min.insync.replicas': 1 } })).to.include({
      'default.replication.factor': '3',
      'min.insync.replicas': '1',
    });
  });

  it('know one id for one address, which no tool takes for an option', () => {
    const ids = Array.from({ length: 300 }, (_, i) => clusterIdOf({ ...component(), name: `k${i}` }));
    expect(new Set(ids).size).to.equal(300);
    for (const id of ids) expect(id).to.match(/^[A-Za-z0-9_][A-Za-z0-9_-]{21}$/);
  });
});
