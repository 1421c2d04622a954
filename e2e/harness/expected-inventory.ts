import assert from 'node:assert/strict';
import { dockerInventory } from './docker-inventory.ts';
import type { Installation } from './installation.ts';

/** A name without the part of its owner's uid. */
function plain(name: string): string {
  return name.replace(/-[0-9a-f]{8}(?=-|$)/, '').replace(/-[0-9a-f]{8}(?=:)/, '');
}

/** Fails unless exactly what a cluster of one control plane and so many workers needs is at the engine: once each. */
async function assertCluster(installation: Installation, cluster: string, workers: number): Promise<void> {
  const found = await dockerInventory.read(installation.uid());
  const names = Array.from({ length: workers }, (_, index) => `${cluster}-workers-${index + 1}`);
  const control = `${cluster}-control-plane-1`;
  const endpoint = `${cluster}-endpoint`;
  assert.deepEqual(found.containers.map(plain), [control, endpoint, ...names].toSorted());
  const machineVolumes = names.flatMap((name) => [`${name}-containerd`, `${name}-kubelet`]);
  const volumes = found.volumes.map(plain).filter((name) => !name.startsWith(`${endpoint}-`));
  const expected = [...machineVolumes, `${control}-containerd`, `${control}-etcd`, `${control}-kubelet`];
  assert.deepEqual(volumes.toSorted(), expected.toSorted());
  assert.deepEqual(found.networks.map(plain), ['slipway-docker']);
  assert.equal(found.images.length, 2, found.images.join(', '));
}

/** Fails unless nothing of any cluster is left at the engine. */
async function assertNothing(installation: Installation): Promise<void> {
  const { containers, networks, volumes } = await dockerInventory.read(installation.uid());
  assert.deepEqual({ containers, networks, volumes }, { containers: [], networks: [], volumes: [] });
}

export const expectedInventory = { assertCluster, assertNothing } as const;
