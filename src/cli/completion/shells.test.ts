import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { Cluster } from '#api/cluster/index.ts';
import { servedKinds } from '#api/served-kinds.ts';
import { startServer, type TestServer } from '#apiserver/testing/start-server.ts';
import { servedHome } from '../testing/served-home.ts';
import { type Shell, shellScript } from './shell-script.ts';

const root = join(import.meta.dirname, '..', '..', '..');
/** Far more than any machine needs; a test that fails waits for it. */
const patienceMilliseconds = 60_000;

function lacking(...programs: readonly string[]): string | false {
  const places = (process.env['PATH'] ?? '').split(delimiter);
  const missing = programs.filter((program) => !places.some((place) => existsSync(join(place, program))));
  return missing.length === 0 ? false : `not installed: ${missing.join(', ')}`;
}

/** An interactive shell at a terminal. */
class Session {
  readonly #child: ChildProcess;
  #shown = '';
  #changed = (): void => {};

  constructor(command: string, environment: NodeJS.ProcessEnv) {
    this.#child = spawn('script', ['--quiet', '--flush', '--command', command, '/dev/null'], {
      env: environment,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#shown += text;
      this.#changed();
    });
  }

  type(text: string): void {
    this.#shown = '';
    this.#child.stdin?.write(text);
  }

  /** Waits until the terminal shows something since the last typing. */
  async shows(pattern: RegExp): Promise<string> {
    const late = AbortSignal.timeout(patienceMilliseconds);
    while (!pattern.test(this.#shown)) {
      await new Promise<void>((resolve, reject) => {
        this.#changed = resolve;
        late.addEventListener('abort', () => reject(new Error(`${pattern} is not shown: ${this.#shown}`)));
      });
    }
    return this.#shown;
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.kill('SIGKILL');
    await ended;
  }
}

describe('completion in the shells themselves', { concurrency: true }, () => {
  let directory: string;
  let server: TestServer;
  let environment: NodeJS.ProcessEnv;

  /** A file with the text for one shell. */
  async function script(shell: Shell): Promise<string> {
    const path = join(directory, `completion.${shell}`);
    writeFileSync(path, await shellScript(root, shell));
    return path;
  }

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'slipway-shells-'));
    server = await startServer(servedKinds);
    await servedHome(directory, await server.connection());
    const program = join(directory, 'slipway');
    const entry = join(root, 'src', 'manager', 'entry', 'cli.ts');
    writeFileSync(
      program,
      `#!/bin/sh\nexec "${process.execPath}" --disable-warning=ExperimentalWarning "${entry}" "$@"\n`,
    );
    chmodSync(program, 0o755);
    environment = {
      ...process.env,
      SLIPWAY_HOME: directory,
      HOME: directory,
      PATH: `${directory}${delimiter}${process.env['PATH']}`,
      NODE_COMPILE_CACHE: join(directory, 'compiled'),
      TERM: 'dumb',
      PS1: '> ',
    };
    writeFileSync(join(directory, 'harbour.yaml'), '');
    const client = await server.client();
    await client.objects.apply(
      Cluster,
      {
        apiVersion: 'slipway.dev/v1alpha1',
        kind: 'Cluster',
        metadata: { name: 'harbour', namespace: 'default' },
        spec: { release: 'v1', provider: 'docker', pools: [{ name: 'cranes', replicas: 1 }] },
      },
      { fieldManager: 'test' },
    );
  });

  after(async () => {
    await server.close();
    rmSync(directory, { recursive: true });
  });

  /** What every shell must complete: typed, and what it becomes. */
  const lines: readonly (readonly [typed: string, becomes: RegExp])[] = [
    ['slipway descr', /slipway describe /],
    ['slipway server sta', /start[\s\S]*status/],
    ['slipway get clusters,nodep', /slipway get clusters,nodepools /],
    ['slipway get clusters --output=ya', /--output=yaml /],
    ['slipway describe cluster har', /slipway describe cluster harbour /],
    ['slipway describe cluster/har', /slipway describe cluster\/harbour /],
    ['slipway scale harbour/', /slipway scale harbour\/cranes /],
    [`slipway up har`, /slipway up harbour.yaml /],
  ];

  for (const [shell, command, ready] of [
    ['bash', 'bash --norc --noprofile -i', `bind 'set show-all-if-ambiguous on'; bind 'set bell-style none'`],
    ['zsh', 'zsh -f -i', `PS1='> '; unsetopt zle_bracketed_paste; autoload -Uz compinit; compinit -u -D`],
  ] as const) {
    it(`completes what it should in ${shell}`, { skip: lacking('script', shell) }, async () => {
      const session = new Session(command, environment);
      try {
        session.type(`cd ${directory}; ${ready}; source ${await script(shell)}; echo rea''dy\n`);
        await session.shows(/ready/);
        for (const [typed, becomes] of lines) {
          session.type(`${typed}\t`);
          await session.shows(becomes);
          session.type('\u0015');
        }
      } finally {
        await session.close();
      }
    });
  }

  it('completes what it should in fish', { skip: lacking('fish') }, async () => {
    const path = await script('fish');
    for (const [typed, becomes] of lines) {
      const command = ['--no-config', '-c', `source ${path}; complete -C '${typed}'`];
      const { stdout: told } = await promisify(execFile)('fish', command, { env: environment, cwd: directory });
      // fish gives the whole word and what it is; a full line is only seen by a person.
      const words = typed.split(' ').slice(0, -1).join(' ');
      const shown = told.split('\n').map((line) => `${words} ${line.split('\t')[0]} `);
      assert.match(shown.join('\n'), becomes, typed);
    }
  });
});
