import { group } from '#api/group.ts';
import { PlatformRelease } from '#api/platform-release/index.ts';
import { isRecord } from '#base/is-record.ts';
import type { CommandContext } from '../context/command-context.ts';
import { deadline } from '../deadline.ts';
import { surveyManager } from '../doctor/survey-manager.ts';
import { readEngine } from '../engine/read-engine.ts';
import { usualSocket } from '../engine/usual-socket.ts';

/** Everything's versions. The shape of `slipway version -o json`. */
export interface Versions {
  readonly command: { readonly version: string; readonly build: string; readonly node: string };
  /** The group and version of Slipway's kinds. */
  readonly api: string;
  /** Absent: none runs. */
  readonly manager?: { readonly version: string; readonly build: string; readonly answers: boolean };
  /** What this command brings along, and what the manager knows where it can be asked. */
  readonly releases: readonly { readonly name: string; readonly kubernetes: string; readonly shipped: boolean }[];
  /** At the usual socket of this machine; absent: none answers. */
  readonly engine?: { readonly version: string; readonly api: string; readonly system: string };
}

const answerMilliseconds = 3_000;

async function releasesOf(context: CommandContext): Promise<Versions['releases']> {
  const shipped = context.installation.releases.map((release) => ({ ...release, shipped: true }));
  const time = deadline(context.timers, answerMilliseconds, { signal: context.signal, what: 'asking the manager' });
  try {
    const { objects } = await context.connect();
    const { items } = await objects.list(PlatformRelease, { signal: time.signal });
    const names = new Set(shipped.map(({ name }) => name));
    const own = items.filter(({ metadata }) => !names.has(metadata.name));
    return [
      ...shipped,
      ...own.map(({ metadata, spec }) => ({
        name: metadata.name,
        kubernetes: spec.components.kubernetes,
        shipped: false,
      })),
    ];
  } catch {
    // No manager, or one that does not answer: what it knows besides is left out.
    return shipped;
  } finally {
    time.stop();
  }
}

async function engineVersion(): Promise<Versions['engine']> {
  const told = await readEngine(usualSocket, '/version');
  if (!isRecord(told)) return undefined;
  const { ApiVersion: api, Version: version, KernelVersion: kernel, Os: os, Arch: arch } = told;
  return { version: String(version), api: String(api), system: [os, arch, kernel].map(String).join(' ') };
}

/** Asks for what runs; nothing of it has to. */
export async function readVersions(context: CommandContext): Promise<Versions> {
  const { build, version } = context.installation;
  const [manager, releases, engine] = await Promise.all([surveyManager(context), releasesOf(context), engineVersion()]);
  return {
    command: { version, build, node: process.version },
    api: `${group.group}/${group.version}`,
    ...(manager.state === 'stopped'
      ? {}
      : {
          manager: {
            version: manager.version ?? '',
            build: manager.build ?? '',
            answers: manager.state === 'serving',
          },
        }),
    releases,
    ...(engine === undefined ? {} : { engine }),
  };
}
