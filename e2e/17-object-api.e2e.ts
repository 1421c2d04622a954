import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { objectApiConformance } from '#engine/conformance.ts';
import { createKubeClient } from '#kube/create-kube-client.ts';
import { startKubernetes } from './differential/start-kubernetes.ts';

/** The kinds of the suite are among those every compared server has. */
objectApiConformance({
  name: 'a kube-apiserver over HTTP',
  differs: {
    'create refuses a resourceVersion': 'it is refused with 500',
    'an object that is too large is refused': 'what etcd does not take is refused with 500',
    'apply of a Scale owns the replicas': 'a Scale of a custom resource cannot be applied',
    'apply to the status owns and changes the status alone':
      'a status that is applied empty becomes null and is refused',
  },
  open: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'slipway-kubernetes-'));
    const forget = () => rm(folder, { recursive: true, force: true });
    const target = await startKubernetes(folder).catch(async (error: unknown) => {
      await forget();
      throw error;
    });
    const { objects, close } = createKubeClient(target.connection);
    return {
      api: objects,
      close: async () => {
        await close();
        await target.stop();
        await forget();
      },
    };
  },
});
