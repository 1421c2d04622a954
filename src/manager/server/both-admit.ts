import type { Admission } from '#runtime/manager-options.ts';

/** Admits what both admit; the second is not asked for what the first refuses. */
export function bothAdmit(first: Admission, second: Admission): Admission {
  return {
    judge: (effect) => first.judge(effect) ?? second.judge(effect),
    onChange: (listener) => {
      const stops = [first.onChange(listener), second.onChange(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
