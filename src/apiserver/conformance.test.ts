import { ConfigMap } from '#api/builtin/config-map.ts';
import { Namespace } from '#api/builtin/namespace.ts';
import { Secret } from '#api/builtin/secret.ts';
import { objectApiConformance } from '#engine/conformance.ts';
import { startServer } from './testing/start-server.ts';

objectApiConformance({
  name: 'the engine over HTTP',
  open: async (kinds) => {
    const server = await startServer([Namespace, Secret, ConfigMap, ...kinds]);
    const { objects } = await server.client();
    return { api: objects, close: () => server.close() };
  },
});
