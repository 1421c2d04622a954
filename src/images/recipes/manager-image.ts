import { managerRepository } from '#domain/naming/manager-repository.ts';
import { artifactKey } from '../plan/artifact-key.ts';
import type { TreeEntry } from './machine-image.ts';
import type { ArchivePart, ImageArchiveRecipe } from './recipe.ts';

export interface ManagerImageInput {
  /** Slipway's own. */
  readonly version: string;
  /** Name of the bundle's build. */
  readonly build: string;
  /** Digest of the Node program. */
  readonly node: string;
  /** The bundle, and beside it the files of the installation that machine images are made from; paths below its root. */
  readonly files: readonly TreeEntry[];
}

/** Where the installation lies in the image: what `SLIPWAY_ROOT` is there. */
const root = 'usr/local/lib/slipway';

/** Node's libraries, and what locks the artifact cache. Debian's `usr`-merged links to directories come along. */
const system: readonly string[] = [
  '**',
  '!bin',
  '!lib',
  '!lib64',
  '!etc/os-release',
  '!etc/ssl/certs/ca-certificates.crt',
  '!usr/lib/os-release',
  ...['libc', 'libdl', 'libgcc_s', 'libm', 'libpthread', 'libstdc++'].map((library) => `!usr/lib/**/${library}.so*`),
  '!usr/lib/**/ld-linux-*',
  '!usr/lib64/**',
  ...['cat', 'dash', 'flock', 'sh'].map((program) => `!usr/bin/${program}`),
  ...['base-files', 'ca-certificates', 'coreutils', 'dash', 'gcc-*-base', 'libc6', 'util-linux'].map(
    (name) => `!usr/share/doc/${name}/copyright`,
  ),
];

/** The user of the process: nobody's own, as distributions of the smallest images have it. */
const user = 65_532;

/** The manager as a container image. Its tag is Slipway's version with a digest of what it is made from: equal tags, equal programs. */
export function managerImage(input: ManagerImageInput): ImageArchiveRecipe & { readonly revision: number } {
  const parts: readonly ArchivePart[] = [
    { from: 'archive', step: 'machine-system', file: 'system.tar', prefix: '', exclude: system },
    { from: 'text', path: 'etc/passwd', mode: 0o644, content: passwd() },
    { from: 'text', path: 'etc/group', mode: 0o644, content: `root:x:0:\nslipway:x:${user}:\n` },
    { from: 'directory', path: 'tmp', mode: 0o1777 },
    { from: 'input', path: 'usr/local/bin/node', mode: 0o755, digest: input.node },
    ...input.files.map(
      (entry): ArchivePart =>
        'target' in entry
          ? { from: 'link', path: `${root}/${entry.path}`, target: entry.target }
          : { from: 'input', path: `${root}/${entry.path}`, mode: entry.mode, digest: entry.digest },
    ),
  ];
  const tag = `${input.version}-${artifactKey(parts).slice(0, 12)}`;
  return {
    type: 'image-archive',
    revision: 1,
    name: 'manager',
    image: {
      reference: `${managerRepository}:${tag}`,
      parts,
      entrypoint: [
        '/usr/local/bin/node',
        '--disable-warning=ExperimentalWarning',
        // As the launcher has it: a manager mostly rests, and then gives back what it used.
        '--v8-pool-size=1',
        `/${root}/dist/builds/${input.build}/server.mjs`,
      ],
      user: `${user}:${user}`,
      environment: [`SLIPWAY_ROOT=/${root}`, 'MALLOC_ARENA_MAX=2', 'MALLOC_TRIM_THRESHOLD_=131072'],
    },
  };
}

function passwd(): string {
  return [
    'root:x:0:0:root:/root:/usr/sbin/nologin',
    `slipway:x:${user}:${user}:slipway:/nonexistent:/usr/sbin/nologin`,
    '',
  ].join('\n');
}
