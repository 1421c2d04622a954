import { setTimeout as pause } from 'node:timers/promises';
import { awaitCluster } from '../e2e/harness/await-cluster.ts';
import { clusterManifest } from '../e2e/harness/cluster-manifest.ts';
import { createInstallation } from '../e2e/harness/installation.ts';
import { watchIdle } from '../e2e/harness/watch-idle.ts';
import { runRounds } from './rounds/run-rounds.ts';

/** With the cluster that it needs, and what comes before, it ends within an hour. */
const minutes = 48;
/** History is forgotten five minutes after it was made, and garbage collected half a minute after the work: neither is idling. */
const settlingMinutes = 7;

// A manager with one cluster and nothing to do, for about an hour: no write, no growth, hardly any work.
await runRounds({
  name: 'idle',
  sources: '{e2e/harness,src/{controllers,runtime,providers,engine,storage,apiserver,kube,manager}}',
  rounds: 1,
  async run() {
    const installation = await createInstallation();
    try {
      await installation.apply(clusterManifest('idle', 1));
      await awaitCluster.ready(installation, 'idle');
      await pause(settlingMinutes * 60_000);
      const { problems, share, megabytes, grown } = await watchIdle(installation, minutes * 60_000);
      const figures = {
        minutes,
        'millionths of a core': Math.round(share * 1_000_000),
        'MB at the end': Math.round(megabytes),
        'KB more than at the beginning': Math.round(grown * 1024),
      };
      return { figures, failures: problems };
    } finally {
      await installation.remove();
    }
  },
});
