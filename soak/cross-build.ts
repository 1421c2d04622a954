import { createReadStream } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { extract } from 'tar-stream';
import { type Architecture, ownArchitecture } from '#images/architecture.ts';
import { requireTools } from '#images/build/require-tools.ts';
import { runBuild } from '#images/build/run-build.ts';
import { type Artifact, openArtifactCache } from '#images/cache/artifact-cache.ts';
import { elfMachine } from '#images/elf-machine.ts';
import { openWeb } from '#images/fetch/web.ts';
import { chooseGo } from '#images/go/choose-go.ts';
import { ensureGo } from '#images/go/ensure-go.ts';
import { imageRecipes } from '#images/image-recipes.ts';
import { buildPlan } from '#images/plan/build-plan.ts';
import { officialPlaces } from '#images/recipes/official-places.ts';
import { programMachine } from '#images/program-machine.ts';
import { shippedReleases } from '#manager/composition/shipped-releases.ts';
import { runRounds } from './rounds/run-rounds.ts';

/** Everything that is made without running a program of the architecture it is for, the small ones first. */
const steps = ['pause', 'cni-plugins', 'kube-proxy-system', 'endpoint', 'etcd', 'containerd', 'coredns', 'kubernetes'];
const architecture: Architecture = ownArchitecture() === 'arm64' ? 'amd64' : 'arm64';
const root = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'slipway');
/** A program's header. */
const headerBytes = 64;
const io = { progress: () => undefined, log: () => undefined, signal: new AbortController().signal };

async function build(step: string): Promise<Artifact> {
  const [release] = shippedReleases.filter(({ metadata }) => metadata.name === 'v1.0.0');
  if (release === undefined) throw new Error('there is no release v1.0.0');
  const { components } = release.spec;
  const machine = imageRecipes.machine({ components, node: '', hostBundle: '', trees: [], enabledUnits: [] });
  const go = await chooseGo(root, io.signal);
  const web = openWeb();
  try {
    const artifacts = await runBuild({
      plan: buildPlan({ architecture, goVersion: go.version, recipes: [...machine, ...imageRecipes.endpoint()] }),
      results: [step],
      cache: await openArtifactCache(root),
      access: { web, places: officialPlaces },
      architecture,
      go: async () => go,
      inputs: new Map(),
      durations: {},
      async prepare(missing) {
        await requireTools(missing, { architecture, installPackages: true, io });
        await ensureGo(go, root, io);
      },
      io,
    });
    const built = artifacts.get(step);
    if (built === undefined) throw new Error(`${step} was not built`);
    return built;
  } finally {
    await web.close();
  }
}

/** The architecture of each program and library in an archive, by path. */
async function machinesIn(archive: string): Promise<ReadonlyMap<string, Architecture | undefined>> {
  const found = new Map<string, Architecture | undefined>();
  const unpack = extract();
  createReadStream(archive).pipe(unpack);
  for await (const entry of unpack) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) if (Buffer.concat(chunks).length < headerBytes) chunks.push(chunk as Buffer);
    const header = Buffer.concat(chunks);
    if (header.subarray(1, 4).toString('latin1') === 'ELF') found.set(entry.header.name, elfMachine(header));
  }
  return found;
}

async function machinesOf({ files, folder }: Artifact): Promise<ReadonlyMap<string, Architecture | undefined>> {
  const found = new Map<string, Architecture | undefined>();
  for (const { name } of files) {
    const path = join(folder, name);
    if (name.endsWith('.tar')) for (const [inside, machine] of await machinesIn(path)) found.set(inside, machine);
    else found.set(name, await programMachine(path));
  }
  return found;
}

// What a machine and an endpoint are made of, built for the architecture that this machine is not: every program and
// library must say in its header that it is for that one. None of them is run. A round is one step of the build.
await runRounds({
  name: 'cross-build',
  sources: 'src/images',
  rounds: steps.length,
  async run(round) {
    const step = steps[round - 1] ?? '';
    const machines = await machinesOf(await build(step));
    const failures = [...machines].flatMap(([name, machine]) =>
      machine === architecture ? [] : [`${step}: ${name} is for ${machine ?? 'no known architecture'}`],
    );
    if (machines.size === 0) failures.push(`${step}: there is no program in it`);
    console.log(`  ${step}: ${machines.size} programs and libraries for ${architecture}`);
    return { figures: { programs: machines.size }, failures };
  },
});
