import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crdOf } from '#api/crd-of.ts';
import { kinds } from '#api/kinds.ts';
import { ApiError } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import { requireManagementCluster } from './require-management-cluster.ts';

/** What a cluster with the definitions of these kinds publishes. */
function published(some: readonly Kind[]): object {
  const schemas = some.map((kind) => [
    `dev.slipway.v1alpha1.${kind.kind}`,
    crdOf(kind).spec.versions[0]?.schema.openAPIV3Schema,
  ]);
  return { components: { schemas: Object.fromEntries(schemas) } };
}

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
const list = '/openapi/v3/apis/slipway.dev/v1alpha1';

describe('a server to manage from', () => {
  it('is a Kubernetes cluster with all our kinds', () =>
    requireManagementCluster(server({ ...version, [list]: published(kinds) })));

  it('is no manager with a store of its own', () =>
    assert.rejects(
      requireManagementCluster(
        server({ '/version': { gitVersion: 'v1.36.0+slipway.0.1.0' }, [list]: published(kinds) }),
      ),
      /a store of its own, which takes care of its clusters itself/,
    ));

  it('names the kinds it lacks, and how they come there', async () => {
    await assert.rejects(
      requireManagementCluster(server(version)),
      /of clusters\.slipway\.dev, .*server crds \| kubectl/,
    );
    const some = kinds.filter(({ plural }) => plural !== 'plans');
    await assert.rejects(
      requireManagementCluster(server({ ...version, [list]: published(some) })),
      /CustomResourceDefinition of plans\.slipway\.dev;/,
    );
  });

  it('is refused while its kinds are older than the manager, and names what they lack', async () => {
    const [cluster, ...others] = kinds;
    assert.ok(cluster?.schema.properties?.['status'] !== undefined);
    const { status, ...rest } = cluster.schema.properties;
    const { conditions: _conditions, ...fields } = status.properties ?? {};
    const older = {
      ...cluster,
      schema: { ...cluster.schema, properties: { ...rest, status: { ...status, properties: fields } } },
    };
    await assert.rejects(
      requireManagementCluster(server({ ...version, [list]: published([older, ...others]) })),
      /older than this manager and lack clusters\.slipway\.dev \.status\.conditions;/,
    );
  });

  it('may know more than the manager', async () => {
    const [cluster, ...others] = kinds;
    assert.ok(cluster !== undefined);
    const properties = { ...cluster.schema.properties, more: { type: 'string' } as const };
    const newer = { ...cluster, schema: { ...cluster.schema, properties } };
    await requireManagementCluster(server({ ...version, [list]: published([newer, ...others]) }));
  });
});
