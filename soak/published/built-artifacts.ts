import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Artifact, openArtifactCache } from '#images/cache/artifact-cache.ts';
import { chooseGo } from '#images/go/choose-go.ts';
import { imageRecipes } from '#images/image-recipes.ts';
import { buildPlan } from '#images/plan/build-plan.ts';
import type { Components } from '#images/recipes/components.ts';

/** What `slipway image build v1.0.0` left in this machine's cache, by build step. */
export async function builtArtifacts(
  components: Components,
  architecture: 'amd64' | 'arm64',
): Promise<ReadonlyMap<string, Artifact>> {
  const root = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'slipway');
  const cache = await openArtifactCache(root);
  const recipes = imageRecipes.machine({ components, node: '', hostBundle: '', trees: [], enabledUnits: [] });
  const { version } = await chooseGo(root, new AbortController().signal);
  const found = new Map<string, Artifact>();
  for (const { id, key, lane } of buildPlan({ architecture, goVersion: version, recipes }).steps) {
    if (lane === 'pack') continue;
    const artifact = await cache.find(key);
    if (artifact === undefined) throw new Error(`${id} is not in the cache: run "slipway image build v1.0.0" first`);
    found.set(id, artifact);
  }
  return found;
}
