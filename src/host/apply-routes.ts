import type { PodRoutes } from '#domain/host/pod-routes.ts';
import type { HostSystem } from './host-system.ts';
import { type Route, routeChanges } from './route-changes.ts';

/** The kernel keeps a mark with each route that says who set it: so ours are known without remembering them. */
const mark = '83';
const families = ['-4', '-6'] as const;
type Family = (typeof families)[number];
export type RoutedMachine = Pick<HostSystem, 'files' | 'execute'>;

function familyOf(route: Route): Family {
  return route.to.includes(':') ? '-6' : '-4';
}

async function ip(machine: RoutedMachine, parts: readonly string[]): Promise<readonly string[]> {
  const command = ['ip', ...parts];
  const result = await machine.execute(command);
  if (result.exitCode !== 0) throw new Error(`\`${command.join(' ')}\` failed: ${result.lines.join(' ')}`);
  return result.lines;
}

function routeOf(entry: unknown): readonly Route[] {
  if (typeof entry !== 'object' || entry === null || !('dst' in entry) || !('gateway' in entry)) return [];
  const { dst, gateway } = entry;
  if (typeof dst !== 'string' || typeof gateway !== 'string') return [];
  const single = dst.includes(':') ? 128 : 32;
  return [{ to: dst.includes('/') ? dst : `${dst}/${single}`, via: gateway }];
}

async function presentRoutes(machine: RoutedMachine, family: Family): Promise<readonly Route[]> {
  const lines = await ip(machine, [family, '-json', 'route', 'show', 'proto', mark]);
  const listed: unknown = JSON.parse(lines.join('\n') || '[]');
  return Array.isArray(listed) ? listed.flatMap(routeOf) : [];
}

/** Brings the kernel's pod routes to the wanted ones and leaves all others. Throws when the kernel refuses one. */
export async function applyRoutes(machine: RoutedMachine, { routes }: PodRoutes): Promise<void> {
  for (const family of families) {
    const wanted = routes.filter((route) => familyOf(route) === family);
    const { replace, remove } = routeChanges(wanted, await presentRoutes(machine, family));
    for (const { to, via } of remove) await ip(machine, [family, 'route', 'del', to, 'via', via, 'proto', mark]);
    for (const { to, via } of replace) await ip(machine, [family, 'route', 'replace', to, 'via', via, 'proto', mark]);
  }
}
