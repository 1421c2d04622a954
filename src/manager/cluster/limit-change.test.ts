import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { limitChange } from './limit-change.ts';

const apiVersion = 'slipway.dev/v1alpha1';
const metadata = { name: 'a', namespace: 'team' };

describe('what a Plan may change on a cluster', () => {
  it('is clusters and pools of its own namespace', () => {
    const manifests = ['Cluster', 'NodePool'].map((kind) => ({ apiVersion, kind, metadata }));
    const deletions = ['Cluster', 'NodePool', 'Machine'].map((kind) => ({ kind, ...metadata }));
    assert.equal(limitChange({ manifests, deletions }, 'team'), undefined);
  });

  for (const [what, manifest] of [
    ['another namespace', { apiVersion, kind: 'Cluster', metadata: { ...metadata, namespace: 'other' } }],
    ['a Secret', { apiVersion: 'v1', kind: 'Secret', metadata }],
    ['a Provider', { apiVersion, kind: 'Provider', metadata: { name: 'a' } }],
    ['a Machine', { apiVersion, kind: 'Machine', metadata }],
    ['a kind of the same name', { apiVersion: 'other.dev/v1', kind: 'Cluster', metadata }],
    ['what has no name', { apiVersion, kind: 'Cluster' }],
  ] as const) {
    it(`is not ${what}`, () =>
      assert.match(limitChange({ manifests: [manifest], deletions: [] }, 'team') ?? '', /of its own namespace alone/));
  }

  it('is not deleted elsewhere, nor are other kinds', () => {
    for (const deletion of [
      { kind: 'Cluster', name: 'a', namespace: 'other' },
      { kind: 'Secret', ...metadata },
      { kind: 'Namespace', name: 'team' },
    ])
      assert.match(limitChange({ manifests: [], deletions: [deletion] }, 'team') ?? '', /of its own namespace alone/);
  });
});
