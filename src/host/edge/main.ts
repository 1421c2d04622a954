import { text } from 'node:stream/consumers';
import { hostPaths } from '#domain/host/host-paths.ts';
import { durableFiles } from './durable-files.ts';
import { executeProgram } from './execute-program.ts';
import { followJournal } from './follow-journal.ts';
import { holdJournal } from './hold-journal.ts';
import { openJournal } from './open-journal.ts';
import { machineSystem } from './machine-system.ts';
import type { Journal } from '../host-system.ts';
import { journalRoutes } from '../journal-routes.ts';
import { applyStoredNetwork } from '../apply-stored-network.ts';
import { setRoutes } from '../set-routes.ts';
import { parseTask } from '../parse-task.ts';
import { registerNode } from '../register-node.ts';
import { runTasks } from '../run-tasks.ts';

declare const SLIPWAY_VERSION: string | undefined;

const usage = `slipway-host: brings this machine into its cluster.

  slipway-host run                          execute the tasks in ${hostPaths.tasks} that are not done
  slipway-host journal [--after N] [--follow]   print the journal as JSON lines
  slipway-host routes                       read pod routes (JSON) on standard input, store and apply them
  slipway-host routes --apply               apply what is stored; for boot
  slipway-host register                     create this machine's Node again after somebody deleted it
  slipway-host version
`;

/** Wrong use, as sysexits has it. */
const wrongUse = 64;

function refuse(problem: string): number {
  process.stderr.write(`${problem}\n\n${usage}`);
  return wrongUse;
}

function journal(options: readonly string[]): number | undefined {
  let after = 0;
  let follow = false;
  for (let index = 0; index < options.length; index += 1) {
    const option = options[index];
    if (option === '--follow') follow = true;
    else if (option === '--after' && /^\d+$/.test(options[index + 1] ?? '')) after = Number(options[(index += 1)]);
    else return refuse(`unknown option ${option}`);
  }
  followJournal(hostPaths.journal, { after, follow });
  return follow ? undefined : 0;
}

async function holding<T>(work: (journal: Journal) => Promise<T>): Promise<T> {
  const release = await holdJournal();
  try {
    return await work(openJournal(hostPaths.journal, Date.now));
  } finally {
    release();
  }
}

async function run(): Promise<number> {
  const release = await holdJournal();
  try {
    return (await runTasks(machineSystem())) ? 0 : 1;
  } finally {
    release();
  }
}

async function routes(options: readonly string[]): Promise<number> {
  const machine = { files: durableFiles, execute: executeProgram };
  if (options.length === 0) {
    const wanted = await text(process.stdin);
    await holding((journal) => journalRoutes(journal, () => setRoutes(machine, wanted)));
  } else if (options.length === 1 && options[0] === '--apply') await applyStoredNetwork(machine);
  else return refuse(`unknown option ${options[0]}`);
  return 0;
}

async function register(): Promise<number> {
  const path = `${hostPaths.tasks}/bootstrap.json`;
  const task = parseTask((await durableFiles.read(path)) ?? '', path);
  await holding((journal) => registerNode({ ...machineSystem(), journal }, task));
  return 0;
}

async function command(name: string | undefined, options: readonly string[]): Promise<number | undefined> {
  if (name === 'run' && options.length === 0) return run();
  if (name === 'journal') return journal(options);
  if (name === 'routes') return routes(options);
  if (name === 'register' && options.length === 0) return register();
  if (name === 'version') {
    process.stdout.write(`${typeof SLIPWAY_VERSION === 'string' ? SLIPWAY_VERSION : 'unreleased'}\n`);
    return 0;
  }
  return refuse(name === undefined ? 'a command is missing' : `unknown command ${name}`);
}

/** The program; resolves with the exit code, or with nothing when it goes on until it is killed. */
export async function main(given: readonly string[]): Promise<void> {
  try {
    const code = await command(given[0], given.slice(1));
    if (code !== undefined) process.exitCode = code;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

await main(process.argv.slice(2));
