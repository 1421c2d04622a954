import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CliError } from '../cli-error.ts';
import { findKind } from './find-kind.ts';
import { findKinds } from './find-kinds.ts';
import { splitTarget } from './split-target.ts';

describe('a kind', () => {
  for (const word of ['clusters', 'cluster', 'cl', 'Cluster', 'CLUSTERS', 'clusters.slipway.dev']) {
    it(`may be named ${word}`, () => assert.equal(findKind(word).kind, 'Cluster'));
  }

  it('that does not exist is refused with the nearest one, as a mistake of usage', () => {
    assert.throws(
      () => findKind('machnies'),
      (error) => error instanceof CliError && error.exitCode === 2 && /did you mean machines\?/.test(error.message),
    );
  });

  it('may be one of several, or stand for all of them', () => {
    assert.deepEqual(
      findKinds('cl,ma').map(({ kind }) => kind),
      ['Cluster', 'Machine'],
    );
    assert.ok(findKinds('all').length >= 7);
  });

  it('and a name are two words or one with a slash, and never both', () => {
    assert.equal(splitTarget('cluster', 'a').name, 'a');
    assert.equal(splitTarget('cluster/a', undefined).name, 'a');
    for (const [word, name] of [
      ['cluster', undefined],
      ['cluster/a', 'b'],
      ['cluster/', undefined],
      ['cluster/a/b', undefined],
    ] as const) {
      assert.throws(() => splitTarget(word, name), CliError);
    }
  });
});
