import { createNodeTasks } from '../node-tasks.ts';

/** A manager that starts one waiting task and is killed by its test. */
const [root = '', ...command] = process.argv.slice(2);
const tasks = await createNodeTasks({ root, command });
tasks.onChange(async (key) => {
  const state = await tasks.observe(key);
  if (state.state === 'running' && state.progress.message.startsWith('waiting')) {
    process.stdout.write('waiting\n');
  }
});
await tasks.ensure('adopted', { kind: 'wait' });
