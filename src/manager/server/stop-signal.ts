/**
 * Aborts on the first SIGTERM or SIGINT; the process ends when everything is closed. A second Ctrl-C ends it at once, a
 * second SIGTERM does not: whoever ends a whole group of processes sends one, and the command that runs us sends another.
 */
export function stopSignal(): AbortSignal {
  const stop = new AbortController();
  process.on('SIGTERM', () => stop.abort());
  process.once('SIGINT', () => stop.abort());
  return stop.signal;
}
