import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readServerArguments } from './read-server-arguments.ts';

describe("the words of the manager's process", () => {
  it('are none for a manager with a store of its own', () => assert.deepEqual(readServerArguments([]), {}));

  it('name a cluster by a kubeconfig, or the one around it', () => {
    assert.deepEqual(readServerArguments(['--kubeconfig=/k', '--kube-context=c', '--identity=me']), {
      place: { way: 'kubeconfig', file: '/k', context: 'c' },
      identity: 'me',
    });
    assert.deepEqual(readServerArguments(['--in-cluster']), { place: { way: 'in-cluster' } });
  });

  for (const [text, host, port] of [
    ['127.0.0.1:8081', '127.0.0.1', 8081],
    ['[::]:0', '::', 0],
    ['localhost:65535', 'localhost', 65_535],
  ] as const) {
    it(`name the address ${text}`, () => {
      assert.deepEqual(readServerArguments(['--in-cluster', '--health-address', text]).health, { host, port });
    });
  }

  for (const [words, sentence] of [
    [['--in-cluster', '--kubeconfig=/k'], /without --kubeconfig/],
    [['--kube-context=c'], /names a context of the file/],
    [['--health-address=127.0.0.1:1'], /of a manager on a cluster/],
    [['--in-cluster', '--health-address=:8081'], /is HOST:PORT/],
    [['--in-cluster', '--health-address=127.0.0.1:70000'], /is HOST:PORT/],
    [['--leader-elect'], /Unknown option/],
    [['word'], /Unexpected argument/],
  ] as const) {
    it(`are refused: ${words.join(' ')}`, () => assert.throws(() => readServerArguments(words), sentence));
  }
});
