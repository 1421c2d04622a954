import { readiness } from '#explain/readiness.ts';
import type { Installation } from './installation.ts';
import { machineContainers } from './machine-container.ts';

const plurals = ['clusters', 'controlplanes', 'nodepools', 'machines'] as const;

async function objects(installation: Installation): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const plural of plurals) {
    for (const object of await installation.list(plural)) {
      lines.push(`${object.kind} ${object.metadata.name}`);
      for (const { type, status, reason, message } of readiness.conditions(object)) {
        lines.push(`  ${type}=${status} ${reason}: ${message}`);
      }
    }
  }
  return lines;
}

async function journals(installation: Installation): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const container of await machineContainers.list(installation.uid())) {
    lines.push(`journal of ${container.machine} (${container.running ? 'running' : 'stopped'})`);
    if (!container.running) continue;
    const { stdout, stderr } = await machineContainers.tryExecute(container, [
      'tail',
      '-n',
      '5',
      '/var/lib/slipway/journal.jsonl',
    ]);
    lines.push(...`${stdout}${stderr}`.split('\n').map((line) => `  ${line.slice(0, 600)}`));
  }
  return lines;
}

async function tried(read: Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await read;
  } catch (error) {
    return [`(cannot be read: ${error instanceof Error ? error.message : String(error)})`];
  }
}

/** What a person needs to know when something did not happen: conditions, ends of journals, end of the log. */
export async function describeInstallation(installation: Installation): Promise<string> {
  const told = await Promise.all([tried(objects(installation)), tried(journals(installation))]);
  const warnings = installation.manager
    .log()
    .split('\n')
    .filter((line) => line.includes('"level":"warn"') || line.includes('"level":"error"'));
  return [...told.flat(), 'last warnings of the manager', ...warnings.slice(-8).map((line) => line.slice(0, 600))].join(
    '\n',
  );
}
