import type { World } from '../world.ts';

/** So long may nothing new happen while something still moves: after that it moves in a circle. */
const patienceMilliseconds = 900_000;

/** Goes on until nothing moves any more, until what moves moves in a circle, or until `over`. True: all came to rest by itself. */
export async function runUntilCalm(world: World, over: () => boolean): Promise<boolean> {
  let asked = -1;
  let progress = world.scheduler.now;
  const given = await world.run(() => {
    const { now } = world.scheduler;
    if (world.distinctEffects !== asked || world.lastChange > progress) {
      asked = world.distinctEffects;
      progress = Math.max(now, world.lastChange);
    }
    return now - progress > patienceMilliseconds || over();
  });
  return !given;
}
