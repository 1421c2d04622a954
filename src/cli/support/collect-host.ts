import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { labels } from '#api/meta/labels.ts';
import type { CommandContext } from '../context/command-context.ts';
import { judgeSurvey } from '../doctor/judge-survey.ts';
import { takeSurvey } from '../doctor/take-survey.ts';
import { readEngine } from '../engine/read-engine.ts';
import { usualSocket } from '../engine/usual-socket.ts';
import { findingLines } from '../render/finding-lines.ts';
import { readVersions } from '../version/read-versions.ts';
import type { BundleFile } from './bundle-file.ts';

const mebibyte = 1024 ** 2;

/** The end of a file, from the beginning of a line; undefined when there is none. */
async function tail(path: string, bytes: number): Promise<string | undefined> {
  const size = await stat(path).then(
    (found) => found.size,
    () => undefined,
  );
  if (size === undefined) return undefined;
  const file = await open(path);
  try {
    const length = Math.min(size, bytes);
    const buffer = Buffer.alloc(length);
    await file.read(buffer, 0, length, size - length);
    const text = buffer.toString('utf8');
    return size > length ? text.slice(text.indexOf('\n') + 1) : text;
  } finally {
    await file.close();
  }
}

async function logs({ paths }: CommandContext): Promise<readonly BundleFile[]> {
  const tasks = await readdir(paths.tasks).catch(() => []);
  const wanted = [
    { path: 'manager.log', from: paths.log, bytes: 8 * mebibyte },
    { path: 'dockerd.log', from: join(paths.state, 'dockerd.log'), bytes: mebibyte },
    ...tasks.map((task) => ({ path: `builds/${task}.log`, from: join(paths.tasks, task, 'log'), bytes: mebibyte / 2 })),
  ];
  const files = await Promise.all(
    wanted.map(async ({ bytes, from, path }) => {
      const text = await tail(from, bytes);
      return text === undefined ? [] : [{ path, text }];
    }),
  );
  return files.flat();
}

/** What bears Slipway's label at the engine of this machine. */
async function inventory(): Promise<readonly BundleFile[]> {
  const filter = `filters=${encodeURIComponent(JSON.stringify({ label: [labels.installation] }))}`;
  const asked = {
    containers: `/containers/json?all=1&${filter}`,
    networks: `/networks?${filter}`,
    volumes: `/volumes?${filter}`,
  };
  const files = await Promise.all(
    Object.entries(asked).map(async ([name, path]) => {
      const answer = await readEngine(usualSocket, path);
      return answer === undefined ? [] : [{ path: `engine/${name}.json`, text: JSON.stringify(answer, undefined, 2) }];
    }),
  );
  return files.flat();
}

/** What this machine tells without a manager: versions, doctor's findings and what they were judged from, logs, the engine. */
export async function collectHost(
  context: CommandContext,
  missed: (what: string) => void,
): Promise<readonly BundleFile[]> {
  const [versions, survey, own, made] = await Promise.all([
    readVersions(context),
    takeSurvey(context, usualSocket),
    logs(context),
    inventory(),
  ]);
  // A manager that a service manager runs in the foreground prints its log there.
  if (own.every(({ path }) => path !== 'manager.log'))
    missed(`the manager's log: there is none at ${context.paths.log}`);
  return [
    { path: 'versions.json', text: JSON.stringify(versions, undefined, 2) },
    { path: 'doctor.txt', text: findingLines(judgeSurvey(survey)).join('\n') },
    { path: 'survey.json', text: JSON.stringify(survey, undefined, 2) },
    ...own,
    ...made,
  ];
}
