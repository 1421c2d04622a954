import { runImageTask } from '../run-image-task.ts';

/** An image task in a process of its own, to be killed: its input is the only argument. */
await runImageTask(JSON.parse(process.argv[2] ?? ''), {
  progress: () => undefined,
  log: () => undefined,
  signal: new AbortController().signal,
});
