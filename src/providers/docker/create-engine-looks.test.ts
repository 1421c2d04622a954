import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngineLooks } from './create-engine-looks.ts';

function open() {
  let now = 0;
  let asked = 0;
  const looks = createEngineLooks({ monotonic: () => now });
  const look = () => looks.share('containers', () => Promise.resolve((asked += 1)));
  return { looks, look, pass: (milliseconds: number) => (now += milliseconds) };
}

test('while somebody hears of changes a question is asked once, until something changes', async () => {
  const { look, looks } = open();
  looks.listen();
  assert.deepEqual(await Promise.all([look(), look()]), [1, 1]);
  assert.equal(await look(), 1);
  looks.forget();
  assert.equal(await look(), 2);
});

test('who hears of no changes is answered anew each time', async () => {
  const { look, looks } = open();
  assert.deepEqual([await look(), await look()], [1, 2]);
  const stop = looks.listen();
  assert.equal(await look(), 3);
  stop();
  assert.equal(await look(), 4);
});

test('what was asked before a change is not the answer to a question after it', async () => {
  const { looks } = open();
  looks.listen();
  const before = Promise.withResolvers<string>();
  const first = looks.share('containers', () => before.promise);
  looks.forget();
  const second = looks.share('containers', () => Promise.resolve('after'));
  before.resolve('before');
  assert.deepEqual(await Promise.all([first, second]), ['before', 'after']);
  assert.equal(await looks.share('containers', () => Promise.resolve('asked again')), 'after');
});

test('an answer is kept for two seconds at most, and a failure not at all', async () => {
  const { look, looks, pass } = open();
  looks.listen();
  assert.equal(await look(), 1);
  pass(2001);
  assert.equal(await look(), 2);
  await assert.rejects(looks.share('volumes', () => Promise.reject(new Error('no engine'))));
  assert.equal(await looks.share('volumes', () => Promise.resolve('there')), 'there');
});
