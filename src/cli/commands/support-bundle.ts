import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { KubeClient } from '#kube/create-kube-client.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { BundleFile } from '../support/bundle-file.ts';
import { collectExplanations } from '../support/collect-explanations.ts';
import { collectHost } from '../support/collect-host.ts';
import { collectJournals } from '../support/collect-journals.ts';
import { collectObjects } from '../support/collect-objects.ts';
import { createRedactor } from '../support/create-redactor.ts';
import { knownSecrets } from '../support/known-secrets.ts';
import { packBundle } from '../support/pack-bundle.ts';

const guide = `A support bundle of Slipway: what is needed to see from afar why something does not work.

versions.json        of everything that runs
doctor.txt           what the machine lacks; survey.json is what that was judged from
explanations/        why each object that is not as declared is not
conditions.txt       what every object says of itself; events.txt what happened to it
objects/             all objects; Secrets, ConfigMaps and files of machines by length and a digest that means nothing elsewhere
manager.log          the end of the manager's log; builds/ those of image builds
machines/            journal of the host utility and the kubelet's log of each machine
engine/              what bears Slipway's label at the container engine
missing.txt          what could not be collected

It holds no key, token or password: the values of all Secrets were looked for in every file and struck out, and so was
whatever looks like one. It does hold names, addresses and what you wrote into objects: look through it before you pass it on.
`;

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What only a manager can tell; each part that fails is noted, and the others are collected all the same. */
async function fromManager(
  context: CommandContext,
  client: KubeClient,
  missed: (what: string) => void,
): Promise<readonly BundleFile[]> {
  const files: BundleFile[] = [];
  for (const [what, collect] of [
    ['objects', collectObjects],
    ['explanations', collectExplanations],
    ['journals', collectJournals],
  ] as const) {
    context.terminal.say(`collecting ${what} …`);
    try {
      files.push(...(await collect({ context, client, missed })));
    } catch (error) {
      context.signal.throwIfAborted();
      missed(`${what}: ${reason(error)}`);
    }
  }
  return files;
}

async function secretsOf(
  context: CommandContext,
  client: KubeClient | undefined,
  missed: (what: string) => void,
): Promise<readonly string[] | undefined> {
  return knownSecrets(context, client).catch((error: unknown) => {
    context.signal.throwIfAborted();
    missed(`everything that only the manager tells, for its secrets are not known: ${reason(error)}`);
    return undefined;
  });
}

/** `slipway support-bundle`: one archive without a secret in it, also where no manager runs. */
export async function supportBundle(
  context: CommandContext,
  options: { readonly output?: string | undefined },
): Promise<ExitCode> {
  const { clock, terminal } = context;
  const now = clock.now();
  const directory = `slipway-support-${new Date(now).toISOString().replaceAll(/[-:]|\..*/g, '')}`;
  const path = resolve(options.output ?? `${directory}.tar.gz`);
  if (existsSync(path)) throw new CliError(`${path} is there already`, { cure: 'name another file with --output' });
  const notes: string[] = [];
  const missed = (what: string): void => void notes.push(what);
  const client = await context.connect().catch((error: unknown) => {
    missed(`everything that only the manager tells: ${reason(error)}`);
    return undefined;
  });
  // Secrets come and go meanwhile: those before and those after. Without them nothing that the manager tells is taken.
  const before = await secretsOf(context, client, missed);
  const told = client === undefined || before === undefined ? [] : await fromManager(context, client, missed);
  terminal.say('looking at this machine …');
  const host = await collectHost(context, missed);
  const after = await secretsOf(context, client, missed);
  const safe = before !== undefined && after !== undefined;
  const redact = createRedactor(safe ? [...before, ...after] : await knownSecrets(context, undefined));
  const files = [
    { path: 'README.txt', text: guide },
    ...host,
    ...(safe ? told : []),
    { path: 'missing.txt', text: notes.length === 0 ? 'nothing\n' : notes.join('\n') },
  ].map((file) => ({ ...file, text: redact(file.text) }));
  await packBundle(files, { path, directory, now });
  for (const note of notes) terminal.say(`not collected: ${note}`);
  terminal.print(path);
  terminal.say(`${files.length} files, no secret among them; look through it before you pass it on`);
  return exitCodes.ok;
}
