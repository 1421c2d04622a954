import assert from 'node:assert/strict';
import { Cluster } from '#api/cluster/index.ts';
import { awaitCluster } from '../e2e/harness/await-cluster.ts';
import { clusterManifest } from '../e2e/harness/cluster-manifest.ts';
import { dockerInventory } from '../e2e/harness/docker-inventory.ts';
import { createInstallation, type Installation } from '../e2e/harness/installation.ts';
import { runRounds } from './rounds/run-rounds.ts';

const names = Array.from({ length: 10 }, (_, index) => `many-${index}`);

/** Creates ten clusters of one machine at once and deletes them at once; gives the seconds until the first and the last was Ready. */
async function liveAll(installation: Installation): Promise<readonly [first: number, last: number]> {
  const { objects } = await installation.client();
  const began = performance.now();
  await Promise.all(names.map((name) => objects.create(Cluster, clusterManifest(name, 0) as never)));
  const times = await Promise.all(
    names.map(async (name) => {
      await awaitCluster.ready(installation, name);
      return Math.round((performance.now() - began) / 1000);
    }),
  );
  await Promise.all(names.map((name) => objects.delete(Cluster, { namespace: 'default', name })));
  await Promise.all(names.map((name) => awaitCluster.gone(installation, name)));
  const { containers, networks, volumes } = await dockerInventory.read(installation.uid());
  assert.deepEqual({ containers, networks, volumes }, { containers: [], networks: [], volumes: [] });
  return [Math.min(...times), Math.max(...times)];
}

// Ten real clusters of 1+0 at once on one machine: all become Ready, none starved, and nothing is left of them.
await runRounds({
  name: 'clusters',
  sources: '{e2e/harness,src/{controllers,runtime,providers}}',
  rounds: 1,
  async run() {
    const installation = await createInstallation();
    try {
      const [first, last] = await liveAll(installation);
      const failures = last > 4 * first ? [`the last was Ready after ${last} s, the first after ${first} s`] : [];
      return {
        figures: { clusters: names.length, 's until the first was Ready': first, 's until the last': last },
        failures,
      };
    } catch (error) {
      return { figures: {}, failures: [error instanceof Error ? error.message : String(error)] };
    } finally {
      await installation.remove();
    }
  },
});
