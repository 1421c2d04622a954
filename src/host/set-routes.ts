import { hostPaths } from '#domain/host/host-paths.ts';
import type { PodRoutes } from '#domain/host/pod-routes.ts';
import { applyRoutes, type RoutedMachine } from './apply-routes.ts';
import { parsePodRoutes } from './parse-pod-routes.ts';

/** Stores the routes for the next boot, then brings the kernel's to them. Throws with the cure when they are refused. */
export async function setRoutes(machine: RoutedMachine, text: string): Promise<PodRoutes> {
  const wanted = parsePodRoutes(text);
  await machine.files.write({ path: hostPaths.routes, mode: '0644', content: `${JSON.stringify(wanted)}\n` });
  await applyRoutes(machine, wanted);
  return wanted;
}
