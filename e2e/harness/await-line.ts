import type { ManagerProcess } from './manager-process.ts';

/** Resolves with the first line of a manager's log that fits, of those that it has said and those that come. */
export function awaitLine(manager: ManagerProcess, fits: RegExp, within = 120_000): Promise<string> {
  const said = manager
    .log()
    .split('\n')
    .find((line) => fits.test(line));
  if (said !== undefined) return Promise.resolve(said);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      silence();
      reject(new Error(`the manager did not say ${fits}:\n${manager.log().split('\n').slice(-20).join('\n')}`));
    }, within);
    const silence = manager.onLine((line) => {
      if (!fits.test(line)) return;
      clearTimeout(timer);
      silence();
      resolve(line);
    });
  });
}
