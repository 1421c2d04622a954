import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { WorkQueue, type Priority } from './work-queue.ts';

const keys = ['a/1', 'a/2', 'a/3', 'b/1', 'c/1'];
const groupOf = (key: string): string => key.slice(0, 1);

type Action =
  | { readonly do: 'add'; readonly key: string; readonly priority: Priority }
  | { readonly do: 'take' }
  | { readonly do: 'done' };

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    do: fc.constant('add' as const),
    key: fc.constantFrom(...keys),
    priority: fc.constantFrom<Priority>('user', 'event', 'resync'),
  }),
  fc.constant({ do: 'take' as const }),
  fc.constant({ do: 'done' as const }),
);

test('no key is lost, none runs twice at a time, and none waits twice', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      const queue = new WorkQueue();
      const waiting = new Set<string>();
      const running = new Map<string, boolean>();
      for (const step of actions) {
        if (step.do === 'add') {
          queue.add(step.key, groupOf(step.key), step.priority);
          if (running.has(step.key)) running.set(step.key, true);
          else waiting.add(step.key);
        } else if (step.do === 'take') {
          const taken = queue.take();
          assert.equal(taken === undefined, waiting.size === 0);
          if (taken !== undefined) {
            assert.ok(waiting.delete(taken.key), `${taken.key} was not waiting`);
            assert.ok(!running.has(taken.key), `${taken.key} runs already`);
            running.set(taken.key, false);
          }
        } else {
          const [first] = running;
          if (first !== undefined) {
            const [key, dirty] = first;
            running.delete(key);
            assert.equal(queue.done(key), dirty);
            if (dirty) waiting.add(key);
          }
        }
        assert.equal(queue.depth, waiting.size);
      }
    }),
    { seed: 1, numRuns: 300 },
  );
});

test('what a user changed goes before events, and events before what is only looked at again', () => {
  const queue = new WorkQueue();
  queue.add('r', 'x', 'resync');
  queue.add('e', 'x', 'event');
  queue.add('u', 'x', 'user');
  assert.deepEqual([queue.take()?.key, queue.take()?.key, queue.take()?.key], ['u', 'e', 'r']);
});

test('a key that waits becomes more urgent but never less', () => {
  const queue = new WorkQueue();
  queue.add('first', 'x', 'event');
  queue.add('late', 'x', 'resync');
  queue.add('late', 'x', 'user');
  queue.add('late', 'x', 'resync');
  assert.deepEqual(queue.take(), { key: 'late', priority: 'user' });
  assert.equal(queue.take()?.key, 'first');
  assert.equal(queue.take(), undefined);
});

test('a cluster with many keys delays another by one key only', () => {
  const queue = new WorkQueue();
  for (let index = 0; index < 1000; index += 1) queue.add(`big/${index}`, 'big', 'event');
  queue.add('small/1', 'small', 'event');
  assert.ok([queue.take()?.key, queue.take()?.key].includes('small/1'));
});

test('the least urgent key gets its turn however many urgent ones keep coming', () => {
  const queue = new WorkQueue();
  queue.add('patient', 'x', 'resync');
  const taken: (string | undefined)[] = [];
  for (let index = 0; index < 12; index += 1) {
    queue.add(`urgent-${index}`, 'y', 'user');
    taken.push(queue.take()?.key);
  }
  assert.ok(taken.includes('patient'));
});
