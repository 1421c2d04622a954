import { setTimeout as pause } from 'node:timers/promises';
import type { Installation } from './installation.ts';
import { type ManagerUse, managerUse } from './manager-use.ts';
import { objectVersions } from './object-versions.ts';

/** What an hour may add: garbage that has not been collected yet comes and goes. */
const mostMegabytes = 2;
const mostShareOfCore = 0.005;
const lookEveryMilliseconds = 5_000;

/** The least it took at any look of a third of the time, as garbage only adds. */
function least(uses: readonly ManagerUse[], field: 'megabytes' | 'descriptors'): number {
  return Math.min(...uses.map((use) => use[field]));
}

export interface Idleness {
  readonly problems: readonly string[];
  /** Of one core. */
  readonly share: number;
  /** Megabytes: at the end, and how much more than at the beginning. */
  readonly megabytes: number;
  readonly grown: number;
}

/** Watches a manager with a Ready cluster that nothing happens to: it writes nothing, takes no more, and hardly works. */
export async function watchIdle(installation: Installation, milliseconds: number): Promise<Idleness> {
  const versions = JSON.stringify([...(await objectVersions(installation))]);
  await installation.disconnect();
  const uses: ManagerUse[] = [];
  const end = performance.now() + milliseconds;
  const began = performance.now();
  while (performance.now() < end) {
    uses.push(await managerUse(installation));
    await pause(Math.min(lookEveryMilliseconds, milliseconds / 6));
  }
  const [first] = uses;
  const last = await managerUse(installation);
  const share = (last.seconds - (first?.seconds ?? 0)) / ((performance.now() - began) / 1000);
  const third = Math.ceil(uses.length / 3);
  const [early, late] = [uses.slice(0, third), [...uses.slice(-third), last]];
  const grown = least(late, 'megabytes') - least(early, 'megabytes');
  const problems = [
    ...(last.store === first?.store ? [] : [`the store was written: ${first?.store}; then ${last.store}`]),
    ...(grown <= mostMegabytes ? [] : [`memory grew by ${grown.toFixed(1)} MB`]),
    ...(least(late, 'descriptors') <= least(early, 'descriptors') ? [] : ['open files became more']),
    ...(share <= mostShareOfCore ? [] : [`it took ${(share * 100).toFixed(2)} % of a core`]),
    ...(JSON.stringify([...(await objectVersions(installation))]) === versions ? [] : ['objects were written']),
  ];
  return { problems, share, megabytes: last.megabytes, grown };
}
