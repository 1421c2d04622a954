import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MachineImage } from '#api/machine-image/index.ts';
import type { Components } from '#images/recipes/components.ts';
import { type FakeDownloads, startFakeDownloads } from '#images/testing/fake-downloads.ts';
import { awaitCluster } from '../e2e/harness/await-cluster.ts';
import { createInstallation, type Installation } from '../e2e/harness/installation.ts';
import { shippedReleases } from '#manager/composition/shipped-releases.ts';
import { builtArtifacts } from './published/built-artifacts.ts';
import { publish } from './published/publish.ts';
import type { Findings } from './rounds/soak.ts';
import { runRounds } from './rounds/run-rounds.ts';

const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';
const release = 'v1.0.0-published';

function componentsOf(name: string): Components {
  const found = shippedReleases.find(({ metadata }) => metadata.name === name);
  if (found === undefined) throw new Error(`there is no release ${name}`);
  return found.spec.components;
}

/** Nothing of these versions is pinned, so what was built here can stand for what would be published. */
const built = componentsOf('v1.0.0');
const components = {
  ...built,
  kubernetes: `${built.kubernetes}9`,
  cniPlugins: `${built.cniPlugins}9`,
  os: 'debian-trixie',
};

function clusterOf(): object {
  return {
    apiVersion: 'slipway.dev/v1alpha1',
    kind: 'Cluster',
    metadata: { name: 'published', namespace: 'default' },
    spec: { release, provider: 'docker', pools: [{ name: 'workers', replicas: 1 }] },
  };
}

/** A release whose parts come from the server, with its images built. */
async function buildPublished(installation: Installation, server: FakeDownloads): Promise<void> {
  const { host } = new URL(server.url);
  const official = {
    downloads: server.url,
    projects: server.url,
    registry: host,
    system: `${host}/debian:trixie-slim`,
  };
  const meta = { apiVersion: 'slipway.dev/v1alpha1' };
  const provider = { type: 'docker', artifacts: { source: 'Official', official } };
  await installation.apply(
    { ...meta, kind: 'Provider', metadata: { name: 'docker' }, spec: provider },
    { ...meta, kind: 'PlatformRelease', metadata: { name: release }, spec: { version: release.slice(1), components } },
  );
  // Packages are installed for minutes where the machine has other things to do.
  await installation.cli(['image', 'build', release], { within: 1_800_000 });
}

async function liveCluster(installation: Installation): Promise<string[]> {
  await installation.apply(clusterOf());
  await awaitCluster.ready(installation, 'published');
  const client = await installation.client();
  const image = await client.objects.get(MachineImage, { name: `${release}-docker-${architecture}` });
  const { name, reason } = image?.status?.source ?? {};
  console.log(`  the image comes from ${name}: ${reason}`);
  console.log(await installation.cli(['kubectl', 'published', '--', 'get', 'nodes', '-o', 'wide']));
  await installation.cli(['delete', 'cluster', 'published', '--yes', '--wait']);
  return name === 'Official' ? [] : [`the image comes from ${name}`];
}

async function round(): Promise<Findings> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-published-'));
  const server = await startFakeDownloads();
  try {
    await publish({ server, built: await builtArtifacts(built, architecture), components, architecture, folder });
    process.env['XDG_CACHE_HOME'] = join(folder, 'cache');
    const installation = await createInstallation();
    try {
      await buildPublished(installation, server);
      return { figures: { requests: server.requests.length }, failures: await liveCluster(installation) };
    } finally {
      await installation.remove();
    }
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

// A cluster from artifacts as they are published: the programs and images that were built here before, served over loopback
// as the projects lay out theirs. It needs the cache of `slipway image build v1.0.0`, a container engine and Debian's archive.
await runRounds({ name: 'published', sources: 'src/images', rounds: 1, run: round });
