import assert from 'node:assert/strict';
import { it } from 'node:test';
import { CustomResourceDefinition } from '#api/builtin/custom-resource-definition.ts';
import { crdOf } from '#api/crd-of.ts';
import { kinds } from '#api/kinds.ts';
import { servedKinds } from '#api/served-kinds.ts';
import { rawRequest } from '#apiserver/testing/raw-request.ts';
import { startServer } from '#apiserver/testing/start-server.ts';
import { tellDefinitions } from './tell-definitions.ts';

const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

it('clients see the definitions of Slipway’s kinds, with their schemas, and may not change them', async () => {
  const server = await startServer([...servedKinds, CustomResourceDefinition]);
  try {
    await tellDefinitions(server.engine, kinds);
    const own = await server.connection();
    const one = (await rawRequest(own, `GET ${path}/clusters.slipway.dev`)).json();
    assert.deepEqual(one['spec'], JSON.parse(JSON.stringify(crdOf(kinds[0] ?? CustomResourceDefinition).spec)));
    const list = (await rawRequest(own, `GET ${path}`)).json();
    assert.equal((list['items'] as readonly unknown[]).length, kinds.length);
    const watch = await rawRequest(own, `GET ${path}?watch=true&timeoutSeconds=1`);
    assert.equal(watch.text.trimEnd().split('\n').length, kinds.length);
    const headers = { 'content-type': 'application/json' };
    for (const [target, body] of [
      [`POST ${path}`, JSON.stringify(one)],
      [`PUT ${path}/clusters.slipway.dev`, JSON.stringify(one)],
      [`DELETE ${path}/clusters.slipway.dev`, undefined],
      [`DELETE ${path}`, undefined],
    ] as const) {
      assert.equal((await rawRequest(own, target, { headers, ...(body && { body }) })).status, 405, target);
    }
    const patch = { headers: { 'content-type': 'application/merge-patch+json' }, body: '{}' };
    assert.equal((await rawRequest(own, `PATCH ${path}/clusters.slipway.dev`, patch)).status, 405);
    const { resources } = (await rawRequest(own, 'GET /apis/apiextensions.k8s.io/v1')).json() as {
      readonly resources?: readonly { readonly name: string; readonly verbs: readonly string[] }[];
    };
    assert.deepEqual(
      resources?.map(({ name, verbs }) => [name, ...verbs]),
      [['customresourcedefinitions', 'get', 'list', 'watch']],
    );
  } finally {
    await server.close();
  }
});

it('told again nothing is written; what an earlier program served goes', async () => {
  const server = await startServer([CustomResourceDefinition]);
  try {
    const [first, ...others] = kinds;
    await tellDefinitions(server.engine, kinds);
    const before = (await server.engine.list(CustomResourceDefinition)).resourceVersion;
    await tellDefinitions(server.engine, kinds);
    assert.equal((await server.engine.list(CustomResourceDefinition)).resourceVersion, before);
    await tellDefinitions(server.engine, others);
    const left = (await server.engine.list(CustomResourceDefinition)).items.map(({ metadata }) => metadata.name);
    assert.ok(!left.includes(`${first?.plural}.slipway.dev`));
    assert.equal(left.length, others.length);
  } finally {
    await server.close();
  }
});
