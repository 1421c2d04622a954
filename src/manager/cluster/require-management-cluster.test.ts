import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kinds } from '#api/kinds.ts';
import { ApiError } from '#api/meta/api-error.ts';
import { requireManagementCluster } from './require-management-cluster.ts';

const resources = kinds.flatMap(({ plural }) => [{ name: plural }, { name: `${plural}/status` }]);

/** A server that says these documents, and has no others. */
function server(documents: { readonly [path: string]: unknown }) {
  return {
    read: async (path: string) => {
      if (path in documents) return documents[path];
      throw new ApiError('NotFound', 'the server could not find the requested resource');
    },
  };
}

const version = { '/version': { gitVersion: 'v1.36.3' } };
const list = '/apis/slipway.dev/v1alpha1';

describe('a server to manage from', () => {
  it('is a Kubernetes cluster with all our kinds', () =>
    requireManagementCluster(server({ ...version, [list]: { resources } })));

  it('is no manager with a store of its own', () =>
    assert.rejects(
      requireManagementCluster(server({ '/version': { gitVersion: 'v1.36.0+slipway.0.1.0' }, [list]: { resources } })),
      /a store of its own, which takes care of its clusters itself/,
    ));

  it('names the kinds it lacks, and how they come there', async () => {
    await assert.rejects(
      requireManagementCluster(server(version)),
      /of clusters\.slipway\.dev, .*server crds \| kubectl/,
    );
    const some = resources.filter(({ name }) => name !== 'plans');
    await assert.rejects(
      requireManagementCluster(server({ ...version, [list]: { resources: some } })),
      /CustomResourceDefinition of plans\.slipway\.dev;/,
    );
  });
});
