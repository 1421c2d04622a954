import type { World } from '../world.ts';

/** Keeps a world going for so long although nothing else may happen in it. `drop` lets go of it before. */
export function holdOpen(
  { scheduler }: Pick<World, 'scheduler'>,
  milliseconds: number,
): { readonly over: () => boolean; readonly drop: () => void } {
  let over = false;
  const run = (): void => {
    over = true;
  };
  const drop = scheduler.hold({ actor: 'scenario', label: 'time passes', delay: milliseconds, background: false, run });
  return { over: () => over, drop };
}
