import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Tasks, TaskState } from '#capabilities/tasks.ts';
import { createNodeTasks, type NodeTasks } from './node-tasks.ts';
import { identifyProcess } from './identify-process.ts';
import type { TaskAttempt } from './task-folder.ts';
import { taskFolderPath } from './task-folder-path.ts';

const command = [process.execPath, fileURLToPath(new URL('./testing/tiny-tasks.ts', import.meta.url))];
const roots: string[] = [];
const opened: { readonly tasks: NodeTasks; readonly keys: Set<string> }[] = [];

async function newRoot(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'slipway-tasks-'));
  roots.push(root);
  return root;
}

async function open(root: string): Promise<NodeTasks> {
  const tasks = await createNodeTasks({ root, command });
  const keys = new Set<string>();
  tasks.onChange((key) => keys.add(key));
  opened.push({ tasks, keys });
  return tasks;
}

afterEach(async () => {
  for (const { tasks, keys } of opened.splice(0)) {
    await Promise.all([...keys].map((key) => tasks.cancel(key)));
    tasks.close();
  }
});

after(() => Promise.all(roots.map((root) => rm(root, { recursive: true, force: true }))));

function stateWhere<State extends TaskState>(
  tasks: Tasks,
  key: string,
  wanted: (state: TaskState) => state is State,
): Promise<State> {
  return new Promise((resolve, reject) => {
    const look = () => {
      tasks.observe(key).then((state) => {
        if (wanted(state)) {
          stop();
          resolve(state);
        }
      }, reject);
    };
    const stop = tasks.onChange(look);
    look();
  });
}

const isDone = (state: TaskState): state is Extract<TaskState, { state: 'done' }> => state.state === 'done';
const isFailed = (state: TaskState): state is Extract<TaskState, { state: 'failed' }> => state.state === 'failed';
const isWaiting = (state: TaskState): state is Extract<TaskState, { state: 'running' }> =>
  state.state === 'running' && state.progress.message.startsWith('waiting');

async function attemptOf(root: string, key: string): Promise<TaskAttempt> {
  return JSON.parse(await readFile(join(taskFolderPath(root, key), 'attempt.json'), 'utf8')) as TaskAttempt;
}

function helperOf(state: TaskState): number {
  return Number(state.state === 'running' ? state.progress.message.split(' ').at(-1) : Number.NaN);
}

test('a task that was never asked for is absent', async () => {
  const tasks = await open(await newRoot());
  assert.deepEqual(await tasks.observe('nothing'), { state: 'absent' });
});

test('a task runs in a process of its own and leaves its result, which is not computed again', async () => {
  const tasks = await open(await newRoot());
  await tasks.ensure('sum', { kind: 'sum', a: 2, b: 3 });
  const first = await stateWhere(tasks, 'sum', isDone);
  assert.equal(first.state === 'done' && first.result['sum'], 5);
  assert.notEqual(first.state === 'done' && first.result['pid'], process.pid);
  await tasks.ensure('sum', { kind: 'sum', a: 2, b: 3 });
  assert.deepEqual(await tasks.observe('sum'), first);
});

test('a failed task says code, message and last lines, and is started again when asked for again', async () => {
  const root = await newRoot();
  const tasks = await open(root);
  await tasks.ensure('job', { kind: 'fail' });
  const state = await stateWhere(tasks, 'job', isFailed);
  assert.ok(state.state === 'failed');
  assert.equal(state.code, 'DiskFull');
  assert.equal(state.message, 'The disk is full. Make room.');
  assert.equal(state.retryable, false);
  assert.ok(state.log.includes('about to fail'));
  tasks.close();
  const again = await open(root);
  await again.ensure('job', { kind: 'sum', a: 1, b: 1 });
  const second = await stateWhere(again, 'job', isDone);
  assert.equal(second.state === 'done' && second.result['sum'], 2);
});

test('tasks run one at a time in the order they were asked for', async () => {
  const root = await newRoot();
  const tasks = await open(root);
  await tasks.ensure('first', { kind: 'wait' });
  await tasks.ensure('second', { kind: 'sum', a: 1, b: 2 });
  await stateWhere(tasks, 'first', isWaiting);
  assert.equal((await tasks.observe('second')).state, 'queued');
  await writeFile(join(taskFolderPath(root, 'first'), 'go'), '');
  await stateWhere(tasks, 'second', isDone);
  assert.equal((await tasks.observe('first')).state, 'done');
});

test('asking twice at once starts one process', async () => {
  const root = await newRoot();
  const tasks = await open(root);
  await Promise.all([tasks.ensure('one', { kind: 'wait' }), tasks.ensure('one', { kind: 'wait' })]);
  await stateWhere(tasks, 'one', isWaiting);
  assert.equal((await attemptOf(root, 'one')).number, 1);
});

test('cancelling kills everything the task started and forgets it', async () => {
  const root = await newRoot();
  const tasks = await open(root);
  await tasks.ensure('long', { kind: 'wait' });
  const helper = helperOf(await stateWhere(tasks, 'long', isWaiting));
  assert.ok(await identifyProcess(helper));
  await tasks.cancel('long');
  assert.equal(await identifyProcess(helper), undefined);
  assert.deepEqual(await tasks.observe('long'), { state: 'absent' });
  assert.equal(existsSync(taskFolderPath(root, 'long')), false);
});

test('a cancelled task that waits for its turn never runs, and the one behind it does', async () => {
  const root = await newRoot();
  const tasks = await open(root);
  await tasks.ensure('first', { kind: 'wait' });
  await tasks.ensure('second', { kind: 'wait' });
  await tasks.ensure('third', { kind: 'sum', a: 0, b: 1 });
  await stateWhere(tasks, 'first', isWaiting);
  await tasks.cancel('second');
  await tasks.cancel('first');
  await stateWhere(tasks, 'third', isDone);
  assert.deepEqual(await tasks.observe('second'), { state: 'absent' });
});

test('a process that dies without a result is started again, and fails for good after the third time', async () => {
  const root = await newRoot();
  const tasks = await open(root);
  await tasks.ensure('mortal', { kind: 'die' });
  const state = await stateWhere(tasks, 'mortal', isFailed);
  assert.equal(state.state === 'failed' && state.code, 'TaskDied');
  assert.equal((await attemptOf(root, 'mortal')).number, 3);
});

test('a command that does not exist fails with its name', async () => {
  const tasks = await createNodeTasks({ root: await newRoot(), command: ['/no/such/program'] });
  await tasks.ensure('lost', { kind: 'sum' });
  const state = await stateWhere(tasks, 'lost', isFailed);
  assert.ok(state.state === 'failed' && state.code === 'TaskNotStarted' && state.message.includes('/no/such/program'));
  tasks.close();
});

test('a task survives kill -9 of its manager and the next one adopts the same process', async () => {
  const root = await newRoot();
  const manager = spawn(
    process.execPath,
    [fileURLToPath(new URL('./testing/doomed-manager.ts', import.meta.url)), root, ...command],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  await once(manager.stdout, 'data');
  manager.kill('SIGKILL');
  await once(manager, 'exit');
  const before = await attemptOf(root, 'adopted');
  const tasks = await open(root);
  const state = await tasks.observe('adopted');
  assert.ok(isWaiting(state));
  assert.equal(state.state === 'running' && state.since, before.since);
  await tasks.ensure('behind', { kind: 'sum', a: 1, b: 1 });
  assert.equal((await tasks.observe('behind')).state, 'queued');
  await writeFile(join(taskFolderPath(root, 'adopted'), 'go'), '');
  const done = await stateWhere(tasks, 'adopted', isDone);
  assert.equal(done.state === 'done' && done.result['pid'], before.process.pid);
  await stateWhere(tasks, 'behind', isDone);
});

test('an adopted process that is killed is noticed and started again, without what it left running', async () => {
  const root = await newRoot();
  const first = await createNodeTasks({ root, command });
  await first.ensure('long', { kind: 'wait' });
  const helper = helperOf(await stateWhere(first, 'long', isWaiting));
  first.close();
  const before = await attemptOf(root, 'long');
  const tasks = await open(root);
  process.kill(before.process.pid, 'SIGKILL');
  const isSecond = (state: TaskState): state is TaskState => isWaiting(state) && helperOf(state) !== helper;
  await stateWhere(tasks, 'long', isSecond);
  assert.equal(await identifyProcess(helper), undefined);
  assert.equal((await attemptOf(root, 'long')).number, 2);
});

test('a task whose process died while no manager ran is started again by the next one', async () => {
  const root = await newRoot();
  const first = await createNodeTasks({ root, command });
  await first.ensure('long', { kind: 'wait' });
  await stateWhere(first, 'long', isWaiting);
  first.close();
  const before = await attemptOf(root, 'long');
  const attempt: TaskAttempt = { ...before, process: { ...before.process, started: '1' } };
  await writeFile(join(taskFolderPath(root, 'long'), 'attempt.json'), JSON.stringify(attempt));
  const tasks = await open(root);
  await stateWhere(tasks, 'long', isWaiting);
  const running = await attemptOf(root, 'long');
  assert.equal(running.number, 2);
  assert.notEqual(running.process.pid, before.process.pid);
  assert.equal(await identifyProcess(before.process.pid), undefined);
});

test('folders and files of a task are private', async () => {
  const root = await newRoot();
  const tasks = await open(root);
  await tasks.ensure('sum', { kind: 'sum', a: 2, b: 3 });
  await stateWhere(tasks, 'sum', isDone);
  const folder = taskFolderPath(root, 'sum');
  assert.equal((await stat(folder)).mode & 0o777, 0o700);
  for (const name of ['input.json', 'attempt.json', 'result.json', 'log']) {
    assert.equal((await stat(join(folder, name))).mode & 0o777, 0o600, name);
  }
});
