import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { textTable } from '../render/text-table.ts';
import { readVersions, type Versions } from '../version/read-versions.ts';

function rows({ api, command, engine, manager, releases }: Versions): readonly (readonly string[])[] {
  const managed = manager && `${manager.version} (build ${manager.build})${manager.answers ? '' : ', does not answer'}`;
  return [
    ['slipway', `${command.version} (build ${command.build})`],
    ['manager', managed ?? 'does not run'],
    ['API', api],
    ['Node', command.node],
    ['engine', engine ? `${engine.version} (API ${engine.api}, ${engine.system})` : 'none answers on this machine'],
    ...releases.map(({ kubernetes, name, shipped }) => [
      'release',
      `${name} (Kubernetes ${kubernetes})${shipped ? '' : ', of your own'}`,
    ]),
  ];
}

/** `slipway version`: of this command and of all it works with. */
export async function version(
  context: CommandContext,
  options: { readonly output?: 'json' | undefined },
): Promise<ExitCode> {
  const versions = await readVersions(context);
  const { print } = context.terminal;
  if (options.output === 'json') print(JSON.stringify(versions, undefined, 2));
  else for (const line of textTable(rows(versions))) print(line);
  return exitCodes.ok;
}
