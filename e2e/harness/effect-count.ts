import type { ManagerProcess } from './manager-process.ts';

/** Follows which different effects a manager asks for, over any number of its lives. */
export interface EffectCount {
  /** Resolves at the next line about an effect at which at least so many different ones were asked for. */
  reached(effects: number): Promise<void>;
  stop(): void;
}

/** Five minutes without the awaited effect: something stands still. */
const stalledMilliseconds = 300_000;
const line = /"message":"(asked|done) (store|provider|host|workload) ([^"]+)"/;

export function countEffects(manager: ManagerProcess): EffectCount {
  const asked = new Set<string>();
  const waiting = new Map<() => void, number>();
  const timers = new Set<NodeJS.Timeout>();
  const silence = manager.onLine((text) => {
    const [, phase, world, rest] = line.exec(text) ?? [];
    if (phase === undefined) return;
    if (phase === 'asked') asked.add(`${world} ${rest}`);
    for (const [resolve, effects] of waiting) if (asked.size >= effects) resolve();
  });

  function reached(effects: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const come = () => {
        waiting.delete(come);
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(
        () => reject(new Error(`only ${asked.size} of ${effects} effects came: ${[...asked].join(', ')}`)),
        stalledMilliseconds,
      );
      timers.add(timer);
      waiting.set(come, effects);
    });
  }

  return {
    reached,
    stop() {
      silence();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
