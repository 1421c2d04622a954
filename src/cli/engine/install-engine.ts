import { readFile } from 'node:fs/promises';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { isInstalled } from './is-installed.ts';
import { runCommand } from './run-command.ts';

const packages = ['docker.io', 'iptables'] as const;

/** `debian` for Debian and what is made from it. */
async function isDebian(): Promise<boolean> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const names = [...text.matchAll(/^ID(?:_LIKE)?="?([^"\n]*)"?$/gm)].flatMap(([, value = '']) => value.split(' '));
  return names.includes('debian') || names.includes('ubuntu');
}

/** Installs Debian's container engine where none is; CliError with what to install where that may not be done. */
export async function installEngine({ environment, terminal }: CommandContext): Promise<void> {
  if (await isInstalled('dockerd', environment['PATH'] ?? '')) return;
  const debian = await isDebian();
  if (process.getuid?.() !== 0 || !debian) {
    throw new CliError('there is no container engine, and the provider docker needs one', {
      cure: debian
        ? `let root run: apt-get install --no-install-recommends ${packages.join(' ')}`
        : 'install Docker Engine 20.10 or newer (docs.docker.com/engine/install) and start it',
    });
  }
  terminal.say(`installing the container engine (Debian's ${packages.join(' and ')}) …`);
  const quiet = { ...environment, DEBIAN_FRONTEND: 'noninteractive' };
  // A list of packages that was never fetched, or is old, is the usual reason why the first attempt fails.
  const install = () =>
    runCommand(['apt-get', 'install', '-y', '-q', '--no-install-recommends', ...packages], { environment: quiet });
  let ran = await install();
  if (ran.code !== 0) {
    await runCommand(['apt-get', 'update', '-q'], { environment: quiet });
    ran = await install();
  }
  if (ran.code !== 0) {
    throw new CliError(
      `the container engine could not be installed\n${ran.output.trimEnd().split('\n').slice(-5).join('\n')}`,
      {
        cure: `try it yourself: apt-get install --no-install-recommends ${packages.join(' ')}`,
      },
    );
  }
}
