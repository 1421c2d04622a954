import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import Dockerode from 'dockerode';

/** Why the tests on a real engine cannot run here; undefined when they can. */
export async function whyNoDockerWorld(socketPath: string): Promise<string | undefined> {
  try {
    await new Dockerode({ socketPath }).ping();
  } catch {
    return `no container engine answers at ${socketPath}`;
  }
  try {
    await promisify(execFile)('go', ['version']);
  } catch {
    return 'the small machine of these tests is built with the Go toolchain, which is not installed';
  }
  return undefined;
}
