import { createNodeTasks } from '../node-tasks.ts';

/** A manager that starts one waiting task, says so, and is then killed by its test. */
const [root = '', ...command] = process.argv.slice(2);
const tasks = await createNodeTasks({ root, command });

async function announce(key: string): Promise<void> {
  const state = await tasks.observe(key);
  if (state.state === 'running' && state.progress.message.startsWith('waiting')) {
    process.stdout.write('waiting\n');
  }
}

tasks.onChange((key) => void announce(key));
await tasks.ensure('adopted', { kind: 'wait' });
