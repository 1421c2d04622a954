import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imageRecipes } from './image-recipes.ts';
import { buildPlan } from './plan/build-plan.ts';
import type { MachineImageInput } from './recipes/machine-image.ts';
import type { ArchivePart, Recipe } from './recipes/recipe.ts';
import { components } from './testing/components.ts';

const input: MachineImageInput = {
  components,
  node: `sha256:${'1'.repeat(64)}`,
  hostBundle: `sha256:${'2'.repeat(64)}`,
  trees: [[{ path: 'entrypoint', digest: `sha256:${'3'.repeat(64)}`, mode: 0o755 }]],
  enabledUnits: [{ unit: 'containerd.service', wantedBy: 'multi-user.target' }],
};

function keys(recipes: readonly Recipe[], goVersion = 'go1.26.8'): Map<string, string> {
  const plan = buildPlan({ architecture: 'amd64', goVersion, recipes });
  return new Map(plan.steps.map((step) => [step.id, step.key]));
}

function changed(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...before.keys()].filter((id) => before.get(id) !== after.get(id)).sort();
}

function partsOf(recipes: readonly Recipe[], name: string): readonly ArchivePart[] {
  const recipe = recipes.find((candidate) => candidate.name === name);
  assert.ok(recipe?.type === 'root-archive');
  return recipe.parts;
}

test('the images carry the names kubeadm derives from our repository and the true versions', () => {
  const store = imageRecipes.machine(input).find((recipe) => recipe.type === 'image-store');
  assert.deepEqual(
    store?.images.map((image) => image.reference),
    [
      'slipway.dev/images/kube-apiserver:v1.36.3',
      'slipway.dev/images/kube-controller-manager:v1.36.3',
      'slipway.dev/images/kube-scheduler:v1.36.3',
      'slipway.dev/images/kube-proxy:v1.36.3',
      'slipway.dev/images/etcd:3.6.16',
      'slipway.dev/images/coredns:v1.14.7',
      'slipway.dev/images/pause:3.10.2',
    ],
  );
  assert.deepEqual(store?.pinned, ['slipway.dev/images/pause:3.10.2']);
});

test('every step comes after what it needs, and needs what its parts name', () => {
  for (const recipes of [imageRecipes.machine(input), imageRecipes.endpoint()]) {
    const { steps } = buildPlan({ architecture: 'amd64', goVersion: 'go1.26.8', recipes });
    for (const [index, step] of steps.entries()) {
      const earlier = new Set(steps.slice(0, index).map((other) => other.id));
      assert.ok(
        step.needs.every((id) => earlier.has(id)),
        step.id,
      );
    }
    assert.equal(steps.filter((step) => step.id === steps.at(-1)?.id).length, 1);
  }
});

test('a plan in the wrong order is refused', () => {
  const recipes = imageRecipes.machine(input).toReversed();
  assert.throws(() => keys(recipes), /not made before it/);
});

test('keys are the same for the same input and have nothing of this machine in them', () => {
  assert.deepEqual(keys(imageRecipes.machine(input)), keys(imageRecipes.machine(structuredClone(input))));
});

test('another host utility changes the machine only', () => {
  const other = { ...input, hostBundle: `sha256:${'9'.repeat(64)}` };
  assert.deepEqual(changed(keys(imageRecipes.machine(input)), keys(imageRecipes.machine(other))), ['machine']);
});

test('another etcd changes etcd, the image store and the machine, and no other artifact', () => {
  const other = { ...input, components: { ...input.components, etcd: '3.6.17' } };
  assert.deepEqual(changed(keys(imageRecipes.machine(input)), keys(imageRecipes.machine(other))), [
    'etcd',
    'image-store',
    'machine',
  ]);
});

test('another compiler changes what is written in Go and what contains it', () => {
  const recipes = imageRecipes.machine(input);
  assert.deepEqual(changed(keys(recipes), keys(recipes, 'go1.27.0')), [
    'cni-plugins',
    'containerd',
    'coredns',
    'etcd',
    'image-store',
    'kubernetes',
    'machine',
  ]);
});

test('another architecture changes every artifact', () => {
  const recipes = imageRecipes.machine(input);
  const arm = buildPlan({ architecture: 'arm64', goVersion: 'go1.26.8', recipes });
  const before = keys(recipes);
  assert.ok(arm.steps.every((step) => step.key !== before.get(step.id)));
});

test("a machine has an empty identity and nothing of the builder's network", () => {
  const parts = partsOf(imageRecipes.machine(input), 'machine');
  const system = parts.find((part) => part.from === 'archive' && part.step === 'machine-system');
  for (const path of ['etc/machine-id', 'etc/hostname', 'etc/resolv.conf', 'etc/hosts']) {
    assert.ok(system?.from === 'archive' && system.exclude.includes(path), path);
  }
  const identity = parts.find((part) => 'path' in part && part.path === 'etc/machine-id');
  assert.equal(identity?.from === 'text' && identity.content, '');
});

test('enabled units are wanted by their target and containerd is told which pause image is pinned', () => {
  const parts = partsOf(imageRecipes.machine(input), 'machine');
  const wanted = 'etc/systemd/system/multi-user.target.wants/containerd.service';
  const link = parts.find((part) => 'path' in part && part.path === wanted);
  assert.equal(link?.from === 'link' && link.target, '/etc/systemd/system/containerd.service');
  const text = parts.find((part) => 'path' in part && part.path === 'etc/containerd/conf.d/20-images.toml');
  assert.ok(text?.from === 'text' && text.content.includes('sandbox = "slipway.dev/images/pause:3.10.2"'));
});
