import { serverRecord } from '#platform/server/server-record.ts';
import type { CommandContext } from '../context/command-context.ts';
import { deadline } from '../deadline.ts';
import { connectServer } from '../server/connect-server.ts';
import type { Survey } from './survey.ts';

const answerMilliseconds = 5_000;

/** Whether a manager runs, and answers. */
export async function surveyManager({
  installation,
  paths,
  signal,
  timers,
}: CommandContext): Promise<Survey['manager']> {
  const ownBuild = installation.build;
  const record = await serverRecord.read(paths.record).catch(() => undefined);
  if (!record) return { state: 'stopped', ownBuild };
  const { build, pid, version } = record;
  const time = deadline(timers, answerMilliseconds, { signal, what: 'asking the manager' });
  try {
    const client = await connectServer(paths);
    const ready = await client.ready(time.signal).catch(() => false);
    await client.close();
    return { state: ready ? 'serving' : 'silent', version, build, pid, ownBuild };
  } catch {
    return { state: 'silent', version, build, pid, ownBuild };
  } finally {
    time.stop();
  }
}
