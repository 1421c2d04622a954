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

function supportBundleCommand({ program, context, finish }: Family): void {
  options
    .namespaced(program.command('support-bundle'))
    .option('-o, --output <file>', 'where to write it; slipway-support-TIME.tar.gz in this directory where absent')
    .summary('write one archive with all that helps to see why something does not work, without secrets')
    .explain({
      details: [
        "It collects versions, doctor's findings, all objects, events, conditions and explanations, the manager's log and those of builds, the journal and the kubelet's log of every machine, and what bears Slipway's label at the container engine. Without a manager it has what this machine tells.",
        'Secrets, ConfigMaps and what is written into files on machines are in it by length and digest only. The values of all Secrets, and the keys that the manager keeps in files, are looked for in every file and struck out, as is whatever looks like a key, a token or a password. The archive is readable by its owner only. It holds names and addresses: look through it before you pass it on.',
      ],
      examples: [
        ['slipway support-bundle', 'prints the name of the archive'],
        ['slipway support-bundle -o /tmp/bundle.tar.gz', 'to a file that must not exist yet'],
      ],
      exits: { failed: 'the archive cannot be written' },
      completesOptions: { '--output': 'file' },
    })
    .action(async (given) =>
      finish(await (await import('../commands/support-bundle.ts')).supportBundle(context, given)),
    );
}

/** This machine and what is installed on it: doctor, version, support-bundle. */
export function machineCommands(family: Family): void {
  doctorCommand(family);
  versionCommand(family);
  supportBundleCommand(family);
}
