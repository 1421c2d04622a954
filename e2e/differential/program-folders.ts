import { arch, homedir } from 'node:os';
import { join } from 'node:path';
import { requireTools } from '#images/build/require-tools.ts';
import { runBuild } from '#images/build/run-build.ts';
import { openArtifactCache } from '#images/cache/artifact-cache.ts';
import { openWeb } from '#images/fetch/web.ts';
import { chooseGo } from '#images/go/choose-go.ts';
import { ensureGo } from '#images/go/ensure-go.ts';
import { buildPlan } from '#images/plan/build-plan.ts';
import { etcdPrograms } from '#images/recipes/etcd-programs.ts';
import { kubernetesPrograms } from '#images/recipes/kubernetes-programs.ts';
import { officialPlaces } from '#images/recipes/official-places.ts';

/** The release that the embedded API says it behaves like. */
const kubernetes = '1.36.3';
const etcd = '3.6.16';

/** The folder of each set of programs. They come from the cache of machine images, which builds what it does not have. */
export async function programFolders(): Promise<{ readonly kubernetes: string; readonly etcd: string }> {
  const { signal } = new AbortController();
  const io = { signal, log: () => undefined, progress: () => undefined };
  const architecture = arch() === 'arm64' ? 'arm64' : 'amd64';
  const root = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'slipway');
  const go = await chooseGo(root, signal);
  const web = openWeb();
  try {
    const artifacts = await runBuild({
      plan: buildPlan({
        architecture,
        goVersion: go.version,
        recipes: [kubernetesPrograms(kubernetes), etcdPrograms(etcd)],
      }),
      results: ['kubernetes', 'etcd'],
      cache: await openArtifactCache(root),
      access: { web, places: officialPlaces },
      architecture,
      go: () => Promise.resolve(go),
      inputs: new Map(),
      durations: {},
      prepare: async (missing) => {
        await requireTools(missing, { architecture, installPackages: true, io });
        await ensureGo(go, root, io);
      },
      io,
    });
    const folder = (id: string) => artifacts.get(id)?.folder ?? '';
    return { kubernetes: folder('kubernetes'), etcd: folder('etcd') };
  } finally {
    await web.close();
  }
}
