import { monitorEventLoopDelay } from 'node:perf_hooks';
import { readFile } from 'node:fs/promises';
import { createApiServer } from '#apiserver/create-api-server.ts';
import { servedKinds } from '#api/served-kinds.ts';
import { createEngine } from '#engine/create-engine.ts';
import { openStore } from '#manager/store/open-store.ts';
import { clock } from '#platform/clock.ts';
import { randomness } from '#platform/randomness.ts';
import { serverPaths } from '#platform/server/server-paths.ts';
import { timers } from '#platform/timers.ts';

// The embedded API on a real store, without controllers, as a process of its own: what is measured is the server alone.
// It is told its state directory and the storage worker's file, is given its certificates in that directory, and tells
// its port, and each time it is asked how late its event loop was.
const [home = '', worker = ''] = process.argv.slice(2);
const paths = serverPaths(home);
const { storage } = await openStore({ directory: paths.store, keys: paths.keys }, new URL(worker));
const engine = createEngine({ storage, kinds: servedKinds, clock, randomness });
await engine.ready();
const tls = JSON.parse(await readFile(`${home}/tls.json`, 'utf8'));
// One administrator sends everything, many streams at once.
const limits = { maxInFlight: 2000, maxConnections: 4000, maxConnectionsOfUser: 4000 };
const server = createApiServer({
  objects: engine,
  kinds: servedKinds,
  clock,
  timers,
  version: '0.0.0',
  tls,
  ...limits,
});
const { port } = await server.listen();
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
process.on('message', () => {
  process.send?.({ delay: delay.percentile(99) / 1e6 });
  delay.reset();
});
process.send?.({ port });
const close = async (): Promise<void> => {
  await server.close();
  engine.close();
  await storage.close();
  process.exit(0);
};
process.once('SIGTERM', () => void close());
