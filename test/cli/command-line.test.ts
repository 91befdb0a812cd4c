import { Config } from '@oclif/core';
import { expect } from 'chai';
import { repository } from '../helpers/cli.js';
import { QueueProject } from './queues.js';

interface Failure {
  readonly error: { readonly code: string; readonly message: string; readonly suggestions?: readonly string[] };
}

describe('the command line', () => {
  const project = new QueueProject();
  after(() => project.remove());

  it('has for each command of ours a summary, an example that begins with it, a description of every flag, and --json', async () => {
    const config = await Config.load(repository);
    const own = config.commands.filter((command) => command.pluginName === 'panka');
    expect(own.length).to.be.greaterThan(15);
    for (const command of own) {
      const typed = command.id.replaceAll(':', ' ');
      expect(command.summary, typed).to.be.a('string');
      expect(command.flags, typed).to.have.property('json');
      const examples = (command.examples ?? []).map(String);
      expect(examples.join('\n').replaceAll('<%= command.id %>', typed), typed).to.include(
        `<%= config.bin %> ${typed}`,
      );
      for (const flag of Object.values(command.flags))
        expect(flag.summary ?? flag.description, `${typed} --${flag.name}`)
          .to.be.a('string')
          .and.to.not.equal('');
      for (const arg of Object.values(command.args)) expect(arg.description, `${typed} ${arg.name}`).to.be.a('string');
    }
  });

  it('prints the example with the help', async () => {
    const help = await project.panka(['apply', '--help']);
    expect(help.code).to.equal(0);
    expect(help.stdout).to.include('EXAMPLES').and.to.include('$ panka apply --sandbox');
  });

  const mistakes: readonly { title: string; args: readonly string[]; code: string; says: string }[] = [
    { title: 'an unknown flag', args: ['validate', '--nosuch'], code: 'InvalidCommandLine', says: '--nosuch' },
    { title: 'a missing argument', args: ['why'], code: 'InvalidCommandLine', says: 'component' },
    { title: 'one argument too many', args: ['why', 'api/first', 'extra'], code: 'InvalidCommandLine', says: 'extra' },
    {
      title: 'a value that is none of the choices',
      args: ['graph', '--format', 'png'],
      code: 'InvalidCommandLine',
      says: 'mermaid',
    },
    {
      title: 'a folder that is not there',
      args: ['validate', '-C', 'nowhere'],
      code: 'NoProject',
      says: 'nowhere',
    },
    { title: 'a variable without a value', args: ['validate', '--var', 'X'], code: 'InvalidVariable', says: 'X' },
    {
      title: 'a duration that is none',
      args: ['apply', '--sandbox', '--lock-timeout', 'soon'],
      code: 'InvalidDuration',
      says: 'soon',
    },
    { title: 'a target that was not chosen', args: ['apply', '--yes'], code: 'NoTarget', says: 'sandbox' },
    {
      title: 'a saved plan that is not there',
      args: ['apply', 'none.json', '--sandbox'],
      code: 'PlanUnreadable',
      says: 'none.json',
    },
  ];
  for (const { title, args, code, says } of mistakes)
    it(`answers ${title} with exit code 3 and, with --json, an error object`, async () => {
      const result = await project.panka([...args, '--json']);
      const { error } = result.json() as unknown as Failure;
      expect(result.code, JSON.stringify(error)).to.equal(3);
      expect(error).to.include({ code });
      expect(JSON.stringify(error)).to.include(says);
      expect(error.suggestions).to.not.deep.equal([]);
    });

  it('answers an unknown command with a failure', async () => {
    const result = await project.panka(['nosuch']);
    expect(result.code).to.not.equal(0);
    expect(result.stderr).to.include('nosuch');
  });

  it('never asks without a terminal: it says what to add', async () => {
    const result = await project.panka(['apply', '--sandbox']);
    expect(result.code).to.equal(3);
    expect(result.stderr).to.include('ApprovalNeeded').and.to.include('--yes');
    expect(project.stored()).to.equal(undefined);
    expect(await project.locks()).to.deep.equal([]);
  });

  it('finishes an apply whose readers have gone, and colours nothing in a pipe', async () => {
    const result = await project.panka(['apply', '--sandbox', '--yes'], {
      env: { NO_COLOR: '' },
      onStart: (child) => {
        child.stdout?.destroy();
        child.stderr?.once('data', () => child.stderr?.destroy());
      },
    });
    expect(result.code).to.equal(0);
    expect(project.stored()).to.include({ serial: 1 });
    const status = await project.panka(['status', '--sandbox'], { env: { NO_COLOR: '' } });
    expect(status.stdout).to.include('api/first').and.to.not.include('\u001b');
  });
});
