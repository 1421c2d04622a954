import { startKubernetes } from '../../e2e/differential/start-kubernetes.ts';
import { firstObject } from './first-object.ts';
import type { Served } from './served.ts';

/** Starts an etcd that syncs and a kube-apiserver in a folder, with our kinds installed. */
export async function startPeer(folder: string): Promise<Served> {
  let firstWrite = 0;
  const began = performance.now();
  const target = await startKubernetes(folder, {
    durable: true,
    controllers: false,
    // What it takes to install our kinds is not the server's own start.
    onReady: async (connection) => {
      await firstObject.store(connection);
      firstWrite = performance.now() - began;
    },
  });
  return {
    connection: target.connection,
    pids: target.pids(),
    firstWrite,
    stop: target.stop,
  };
}
