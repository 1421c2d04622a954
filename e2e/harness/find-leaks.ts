import type { Installation } from './installation.ts';
import { machineContainers } from './machine-container.ts';
import { docker } from './docker.ts';
import { secretMaterial } from './secret-material.ts';
import { temporaryFiles } from './temporary-files.ts';
import { toldByCommands } from './told-by-commands.ts';
import type { Workload } from './workload.ts';

async function places(
  installation: Installation,
  workload: Workload,
  argumentLists: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>([
    ["the manager's log", installation.manager.log()],
    ['argument lists', [...argumentLists].join('\n')],
    ["the manager's events", JSON.stringify(await installation.list('events'))],
    ["the cluster's events", await workload.kubectl(['get', 'events', '--all-namespaces', '-o', 'json'])],
  ]);
  for (const plural of ['clusters', 'controlplanes', 'nodepools', 'machines'])
    found.set(plural, JSON.stringify(await installation.list(plural)));
  for (const container of await machineContainers.list(installation.uid())) {
    const run = (...command: readonly string[]) => machineContainers.execute(container, command);
    found.set(`journal of ${container.machine}`, await run('cat', '/var/lib/slipway/journal.jsonl'));
    found.set(`system log of ${container.machine}`, await run('journalctl', '--no-pager', '--output=cat'));
    found.set(`console of ${container.machine}`, await docker(['logs', container.id]));
    found.set(`description of ${container.machine}`, await docker(['inspect', container.id]));
    found.set(
      `boot files of ${container.machine}`,
      await run('sh', '-c', 'cat /etc/slipway/tasks/* /etc/slipway/*.json'),
    );
  }
  for (const [place, text] of await temporaryFiles(installation)) found.set(place, text);
  for (const [place, text] of await toldByCommands(installation)) found.set(place, text);
  return found;
}

/** Where a secret can be read that is no place for secrets; `place: secret` each. */
export async function findLeaks(
  installation: Installation,
  workload: Workload,
  argumentLists: ReadonlySet<string>,
): Promise<{ readonly leaks: readonly string[]; readonly secrets: number; readonly places: number }> {
  const secrets = await secretMaterial(installation);
  const searched = await places(installation, workload, argumentLists);
  const leaks = [...searched].flatMap(([place, text]) =>
    secrets
      .filter((secret) => secret.texts.some((shown) => text.includes(shown)))
      .map((secret) => `${place}: ${secret.name}`),
  );
  return { leaks, secrets: secrets.length, places: searched.size };
}
