import type { Family } from './family.ts';
import { options } from './options.ts';

function doctorCommand({ program, context, finish }: Family): void {
  options
    .namespaced(program.command('doctor'))
    .option('--fix', 'put right what slipway up would put right by itself')
    .option('--socket <path>', 'the socket of the container engine', '/var/run/docker.sock')
    .addOption(options.output('json'))
    .summary('say what this machine lacks for clusters, each with its cure')
    .explain({
      details: [
        'It looks at: Node, the state directory with its permissions and its lock, the manager and its build, the clock, the container engine with access, version, control groups and storage, room on disks and in memory, inotify, open files, the kernel, ports, proxy settings, what the provider itself would refuse machines for, and the tools that build machine images.',
        'A warning works, and may not for long; a problem is what slipway up refuses to go on with. --fix installs and starts a container engine (root on Debian or Ubuntu), raises the inotify instances of the running kernel, and takes away what others may read of the state directory.',
      ],
      examples: [
        ['slipway doctor', 'before the first cluster'],
        ['slipway doctor --fix', 'and put right what it may'],
        ['slipway doctor -o json', 'for programs: healthy, and findings with check, state, message, cure'],
      ],
      exits: { failed: 'at least one problem' },
      completesOptions: { '--socket': 'file' },
    })
    .action(async (given) => finish(await (await import('../commands/doctor.ts')).doctor(context, given)));
}

function versionCommand({ program, context, finish }: Family): void {
  options
    .namespaced(program.command('version'))
    .addOption(options.output('json'))
    .summary("print everything's versions")
    .explain({
      details: [
        'Of this command, its build and its Node, of the manager when one runs, of the API, of the container engine when one answers, and the releases that can be named in a Cluster.',
      ],
      examples: [
        ['slipway version', 'for people'],
        ['slipway version -o json', 'for programs'],
      ],
    })
    .action(async (given) => finish(await (await import('../commands/version.ts')).version(context, given)));
}

/** This machine and what is installed on it: doctor, version. */
export function machineCommands(family: Family): void {
  doctorCommand(family);
  versionCommand(family);
}
