import { timers } from '#platform/timers.ts';
import { describeDriverConformance } from '#providers/contract/conformance.ts';
import { openDockerWorld } from './testing/open-docker-world.ts';
import { whyNoDockerWorld } from './testing/why-no-docker-world.ts';

const socketPath = '/var/run/docker.sock';

describeDriverConformance('docker', async () => await openDockerWorld(socketPath, timers), {
  skip: await whyNoDockerWorld(socketPath),
});
