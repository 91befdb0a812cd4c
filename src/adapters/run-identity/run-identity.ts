import { execFile } from 'node:child_process';
import { hostname, userInfo } from 'node:os';
import { promisify } from 'node:util';
import { safeArguments } from '../../core/audit/safe-arguments.js';
import type { RunIdentity } from '../../core/execution/ports.js';
import { deploymentId } from './deployment-id.js';

const run = promisify(execFile);

/** Who runs this command, from the operating system, git and the variables that CI services set. */
export async function runIdentity(command: string, folder: string, env = process.env): Promise<RunIdentity> {
  return {
    id: deploymentId(new Date()),
    command,
    arguments: safeArguments(process.argv.slice(2)),
    by: env.PANKA_USER ?? env.GITHUB_ACTOR ?? env.GITLAB_USER_LOGIN ?? userName(),
    host: hostname(),
    pid: process.pid,
    gitCommit: env.GITHUB_SHA ?? env.CI_COMMIT_SHA ?? (await gitCommit(folder)),
    ciRunId: env.GITHUB_RUN_ID ?? env.CI_PIPELINE_ID,
    runUrl: runUrl(env),
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

async function gitCommit(folder: string): Promise<string | undefined> {
  try {
    const { stdout } = await run('git', ['rev-parse', 'HEAD'], { cwd: folder, timeout: 2000 });
    return stdout.trim();
  } catch {
    return undefined;
  }
}

function runUrl(env: NodeJS.ProcessEnv): string | undefined {
  if (env.GITHUB_RUN_ID !== undefined)
    return `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${env.GITHUB_RUN_ID}`;
  return env.CI_PIPELINE_URL;
}
