import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DebianSystemRecipe } from '../recipes/recipe.ts';
import { packageVersions } from './package-versions.ts';
import { runCommand } from './run-command.ts';
import type { StepContext, StepFacts } from './step-context.ts';

const leftOut = [
  '/usr/share/doc/*',
  '/usr/share/man/*',
  '/usr/share/locale/*',
  '/usr/share/info/*',
  '/usr/share/lintian/*',
  '/usr/share/bug/*',
];

/** Makes a Debian root file system as `system.tar` and says which versions of the named packages are in it. */
export async function buildDebianSystem(recipe: DebianSystemRecipe, context: StepContext): Promise<StepFacts> {
  const temporary = join(context.workFolder, 'debian');
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  const versions = join(context.workFolder, 'versions');
  const exclude = leftOut.map((path) => `--dpkgopt=path-exclude=${path}`);
  let lines = 0;
  // A mount namespace of its own: whatever kills the build, no mount of it stays.
  const command: [string, ...string[]] = [
    'unshare',
    '--mount',
    '--propagation',
    'private',
    'mmdebstrap',
    '--mode=root',
    `--variant=${recipe.variant}`,
    `--architectures=${context.architecture}`,
    ...exclude,
    '--dpkgopt=path-include=/usr/share/doc/*/copyright',
    // A system that a power cut damages while it is made is made again.
    '--dpkgopt=force-unsafe-io',
    `--include=${recipe.packages.join(',')}`,
    // The archive files are named package_version_architecture.deb; with nothing installed there is no other record.
    ...(recipe.variant === 'extract'
      ? [`--extract-hook=ls "$1/var/cache/apt/archives" > '${versions}'`]
      : [`--customize-hook=chroot "$1" dpkg-query --show --showformat='\${Package}_\${Version}_\\n' > '${versions}'`]),
    recipe.suite,
    join(context.outputFolder, 'system.tar'),
  ];
  await runCommand(command, {
    signal: context.signal,
    environment: { TMPDIR: temporary, SOURCE_DATE_EPOCH: '1767225600' },
    onLine(line) {
      lines += 1;
      context.log(line);
      context.progress(Math.min(0.95, lines / 20), `installing Debian ${recipe.suite} packages for ${recipe.name}`);
    },
  });
  await rm(temporary, { recursive: true, force: true });
  return { packages: packageVersions(await readFile(versions, 'utf8'), recipe.packages) };
}
