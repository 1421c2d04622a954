import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imageRecipes } from '#images/image-recipes.ts';
import { buildPlan } from '#images/plan/build-plan.ts';
import { shippedReleases } from './shipped-releases.ts';

function keysOf(name: string): Map<string, string> {
  const release = shippedReleases.find(({ metadata }) => metadata.name === name);
  assert.ok(release, `${name} is shipped`);
  const recipes = imageRecipes.machine({
    components: release.spec.components,
    node: `sha256:${'1'.repeat(64)}`,
    hostBundle: `sha256:${'2'.repeat(64)}`,
    trees: [],
    enabledUnits: [],
  });
  const { steps } = buildPlan({ architecture: 'amd64', goVersion: 'go1.26.8', recipes });
  return new Map(steps.map(({ id, key }) => [id, key]));
}

/** Steps that have to be done for `other` when `first` is built. */
function unshared(first: string, other: string): string[] {
  const built = new Set(keysOf(first).values());
  return [...keysOf(other)].flatMap(([id, key]) => (built.has(key) ? [] : [id]));
}

test('a second release builds only what differs', () => {
  assert.deepEqual(unshared('v1.0.0', 'v0.9.0'), ['kubernetes', 'image-store', 'machine']);
  assert.deepEqual(unshared('v1.0.0', 'v1.1.0'), ['kubernetes', 'etcd', 'image-store', 'machine']);
});

test('a release is named for its version, and there are two minors and two patches of Kubernetes', () => {
  for (const { metadata, spec } of shippedReleases) assert.equal(metadata.name, `v${spec.version}`);
  assert.deepEqual(
    shippedReleases.map(({ spec }) => spec.components.kubernetes),
    ['1.36.1', '1.36.3', '1.37.2'],
  );
});
