import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRecord } from '#base/is-record.ts';
import type { Finding } from '#capabilities/finding.ts';
import type { CommandContext } from '../context/command-context.ts';
import { engineAnswers } from '../engine/engine-answers.ts';
import { isInstalled } from '../engine/is-installed.ts';
import { readEngine } from '../engine/read-engine.ts';
import { read } from './read.ts';
import { surveyManager } from './survey-manager.ts';
import { surveyState } from './survey-state.ts';
import type { DiskSurvey, EngineSurvey, Survey } from './survey.ts';

const proxyNames = /^(https?|all|no)_proxy$/i;

async function surveyEngine(socket: string, path: string): Promise<EngineSurvey> {
  const answer = await engineAnswers(socket);
  const installed = answer !== 'silent' || (await isInstalled('dockerd', path));
  if (answer !== 'answers') return { socket, answer, installed };
  const [info, version] = await Promise.all([readEngine(socket, '/info'), readEngine(socket, '/version')]);
  return {
    socket,
    answer,
    installed,
    ...(isRecord(info) ? { info } : {}),
    ...(isRecord(version) ? { version } : {}),
  };
}

async function surveyDisks(
  { environment, paths }: CommandContext,
  engine: EngineSurvey,
): Promise<readonly DiskSurvey[]> {
  const cache = join(environment['XDG_CACHE_HOME'] ?? join(environment['HOME'] || homedir(), '.cache'), 'slipway');
  const places = [
    ['state directory', paths.state],
    ['cache', cache],
    // A root directory that is not here belongs to an engine of another host.
    ...(engine.info?.DockerRootDir === undefined ? [] : [['engine', engine.info.DockerRootDir]]),
    ['temporary files', tmpdir()],
  ] as const;
  const found = await Promise.all(
    places.map(async ([what = '', path = '']) => {
      const freeBytes = await read.freeBytes(path, what !== 'engine');
      return freeBytes === undefined ? [] : [{ what, path, freeBytes }];
    }),
  );
  return found.flat();
}

/** What other layers look at; a look that fails is told, and hides nothing else. */
async function inspect({ inspections }: CommandContext, engine: EngineSurvey): Promise<readonly Finding[]> {
  const looked = async (look: Promise<readonly Finding[]>, check: string): Promise<readonly Finding[]> =>
    look.catch((error: unknown) => [{ check, state: 'unknown', message: String(error) }]);
  const [tools, machines] = await Promise.all([
    looked(inspections.buildTools(), 'build-tools'),
    engine.answer === 'answers' ? looked(inspections.engine(engine.socket), 'machines') : [],
  ]);
  return [...machines, ...tools];
}

/** Reads of this machine what can be read; changes nothing. `socket` is that of the container engine. */
export async function takeSurvey(context: CommandContext, socket: string): Promise<Survey> {
  const { environment } = context;
  const engine = await surveyEngine(socket, environment['PATH'] ?? '');
  const manager = await surveyManager(context);
  const [state, disks, inspected, availableMemory, kernel, listening, engineFiles] = await Promise.all([
    surveyState(context, manager.pid),
    surveyDisks(context, engine),
    inspect(context, engine),
    read.availableMemory(),
    read.kernel(),
    read.listeningPorts(),
    read.engineOpenFiles(),
  ]);
  return {
    now: context.clock.now(),
    uid: process.geteuid?.(),
    node: process.version,
    state,
    manager,
    engine,
    disks,
    availableMemory,
    inotify: {
      instances: await read.number('/proc/sys/fs/inotify/max_user_instances'),
      watches: await read.number('/proc/sys/fs/inotify/max_user_watches'),
    },
    ports: { listening, ephemeral: await read.ephemeralPorts() },
    kernel,
    capabilities: await read.capabilities(),
    openFiles: { own: await read.openFiles('self'), engine: engineFiles },
    proxies: Object.fromEntries(
      Object.entries(environment).flatMap(([name, value]) => (proxyNames.test(name) && value ? [[name, value]] : [])),
    ),
    inspected,
  };
}
