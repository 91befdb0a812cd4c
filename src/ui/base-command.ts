import { tmpdir } from 'node:os';
import { Command } from '@oclif/core';
import type { Diagnostic } from '../core/diagnostics/diagnostic.js';
import { EXIT, isPankaError, PankaError } from '../core/diagnostics/panka-error.js';
import { approvalNeeded } from '../core/execution/errors.js';
import { diagnosticJson } from './diagnostic-json.js';
import { diagnosticsView } from './diagnostics-view.js';
import { logFlags } from './flags.js';
import { askFor, canAsk, type Question } from './prompt.js';
import { type Style, styleFor } from './style.js';

/** What every command shares: `--json`, exit codes, and how errors look. The only place besides views that prints. */
export abstract class PankaCommand extends Command {
  static override enableJsonFlag = true;
  static override baseFlags = logFlags;

  /** Colours for results on stdout. */
  protected get out(): Style {
    return styleFor(process.stdout);
  }

  /** Colours for progress and errors on stderr. */
  protected get err(): Style {
    return styleFor(process.stderr);
  }

  /** Text of a manifest, for code frames; commands that read manifests override it. */
  protected textOf(_file: string): string | undefined {
    return undefined;
  }

  /** Oclif takes a text apart to colour it, also where nothing is coloured. */
  protected override logJson(json: unknown): void {
    if (process.stdout.isTTY) super.logJson(json);
    else process.stdout.write(`${JSON.stringify(json, null, 2)}\n`);
  }

  protected note(text: string): void {
    process.stderr.write(`${text}\n`);
  }

  protected printDiagnostics(diagnostics: readonly Diagnostic[]): void {
    if (diagnostics.length > 0) this.note(`${diagnosticsView(diagnostics, (f) => this.textOf(f), this.err)}\n`);
  }

  /** Asks, unless `--yes` was given. Throws ApprovalNeeded where nobody can be asked. */
  protected async confirmed(question: Question): Promise<boolean> {
    if (question.yes) return true;
    if (!this.mayAsk) throw approvalNeeded(this.typed);
    return askFor({ ...question, text: this.err('bold', question.text) });
  }

  /** True when there is a person to ask, who is not a program that reads JSON. */
  protected get mayAsk(): boolean {
    return !this.jsonEnabled() && canAsk();
  }

  /** The command as it is typed. */
  protected get typed(): string {
    return `panka ${(this.id ?? '').replaceAll(':', ' ')}`;
  }

  protected override async catch(error: Error & { exitCode?: number; oclif?: { exit?: number } }): Promise<void> {
    if (error.oclif?.exit === 0) throw error;
    const known = asPankaError(error);
    process.exitCode = known?.exitCode ?? EXIT.failed;
    if (this.jsonEnabled()) return this.logJson({ error: errorJson(known, error) });
    this.note(known === undefined ? this.bugReport(error) : this.describe(known));
  }

  private describe(error: PankaError): string {
    const parts: string[] = [];
    if (error.diagnostics.length > 0)
      parts.push(
        diagnosticsView(error.diagnostics, (f) => this.textOf(f), this.err),
        '',
      );
    parts.push(`${this.err(['bold', 'red'], 'error')} ${this.err('bold', error.code)}: ${error.message}`);
    for (const suggestion of error.suggestions) parts.push(`  ${this.err('green', 'try:')} ${suggestion}`);
    if (error.ref !== undefined) parts.push(`  see: ${error.ref}`);
    return parts.join('\n');
  }

  private bugReport(error: Error): string {
    return `${error.stack ?? String(error)}\n\nThis is a bug in panka ${this.config.version}. Please report it with the lines above.`;
  }
}

/** Our own errors, and oclif's complaints about what was typed. Undefined: a bug. */
function asPankaError(error: Error & { oclif?: { exit?: number } }): PankaError | undefined {
  if (isPankaError(error)) return error;
  if (error.name === 'AbortError')
    return new PankaError({ code: 'Interrupted', message: 'interrupted; nothing was changed' });
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(error.message, path);
  if (error.oclif === undefined) return undefined;
  const [message = '', ...more] = error.message.replace(/\nSee more help with --help$/, '').split('\n');
  return new PankaError({
    code: 'InvalidCommandLine',
    message: [message, ...more.filter((line) => line.trim() !== '')].join('; '),
    suggestions: ['add --help to see what can be typed'],
    exitCode: EXIT.input,
  });
}

/** A file that somebody else writes for us, such as the Pulumi SDK in the folder for temporary files. */
function diskFull(said: string, path: string | undefined): PankaError {
  const folders = path === undefined ? [tmpdir(), process.cwd()] : [path];
  return new PankaError({
    code: 'DiskFull',
    message: `a disk is full: ${said}`,
    suggestions: [`df -h ${folders.map((folder) => `"${folder}"`).join(' ')}`, 'make room, then run the command again'],
  });
}

function errorJson(known: PankaError | undefined, error: Error) {
  if (known === undefined) return { code: 'Bug', message: error.message, stack: error.stack };
  const { code, message, suggestions, diagnostics } = known;
  return {
    code,
    message,
    ...(suggestions.length > 0 ? { suggestions } : {}),
    ...(diagnostics.length > 0 ? { diagnostics: diagnostics.map(diagnosticJson) } : {}),
  };
}
