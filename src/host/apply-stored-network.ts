import { hostPaths } from '#domain/host/host-paths.ts';
import { applyRoutes, type RoutedMachine } from './apply-routes.ts';
import { parsePodRoutes } from './parse-pod-routes.ts';

/** At boot: kernel settings, address translation and pod routes as they were stored; what was never stored is left out. */
export async function applyStoredNetwork(machine: RoutedMachine): Promise<void> {
  const loaders = [
    { path: hostPaths.kernelSettings, command: ['sysctl', '--quiet', '--load', hostPaths.kernelSettings] },
    { path: hostPaths.masquerade, command: ['nft', '--file', hostPaths.masquerade] },
  ];
  for (const { path, command } of loaders) {
    if (!(await machine.files.exists(path))) continue;
    const result = await machine.execute(command);
    if (result.exitCode !== 0) throw new Error(`\`${command.join(' ')}\` failed: ${result.lines.join(' ')}`);
  }
  const stored = await machine.files.read(hostPaths.routes);
  if (stored !== undefined) await applyRoutes(machine, parsePodRoutes(stored));
}
