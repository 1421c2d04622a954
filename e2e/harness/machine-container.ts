import { docker } from './docker.ts';
import type { CommandOptions } from './run-command.ts';
import { type CommandResult, runCommand } from './run-command.ts';

/** A machine as the engine sees it. */
export interface MachineContainer {
  readonly id: string;
  /** Name of the Machine object. */
  readonly machine: string;
  readonly role: string;
  readonly running: boolean;
  readonly address: string;
}

async function list(installation: string): Promise<readonly MachineContainer[]> {
  const label = (name: string) => `{{.Label "slipway.dev/${name}"}}`;
  const format = ['{{.ID}}', label('name'), label('role'), '{{.State}}', label('address')].join('\t');
  const filters = [`label=slipway.dev/installation=${installation}`, 'label=slipway.dev/resource=machine'];
  const printed = await docker([
    'ps',
    '--all',
    '--no-trunc',
    ...filters.flatMap((filter) => ['--filter', filter]),
    '--format',
    format,
  ]);
  return printed
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [id = '', machine = '', role = '', state = '', address = ''] = line.split('\t');
      return { id, machine, role, running: state === 'running', address };
    })
    .toSorted((a, b) => (a.machine < b.machine ? -1 : 1));
}

async function named(installation: string, machine: string): Promise<MachineContainer> {
  const all = (await list(installation)).filter((one) => one.machine === machine);
  const [only] = all;
  if (only && all.length === 1) return only;
  throw new Error(`${all.length} containers bear the name of machine ${machine}`);
}

/** What a program on a machine prints. */
function execute(container: { readonly id: string }, command: readonly string[], options?: CommandOptions) {
  return docker(
    ['exec', ...(options?.input === undefined ? [] : ['--interactive']), container.id, ...command],
    options,
  );
}

function tryExecute(container: { readonly id: string }, command: readonly string[]): Promise<CommandResult> {
  return runCommand(['docker', 'exec', container.id, ...command]);
}

export const machineContainers = { list, named, execute, tryExecute } as const;
