import assert from 'node:assert/strict';
import { ConfigMap } from '#api/builtin/config-map.ts';
import { Namespace } from '#api/builtin/namespace.ts';
import { Secret } from '#api/builtin/secret.ts';
import type { ApplyConfiguration } from '#capabilities/object-api.ts';
import type { ConformanceCase } from './conformance-case.ts';

function secret(namespace: string, content: Partial<Secret>) {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace }, type: 'Opaque', ...content };
}

/** Kubernetes' own kinds. */
export const builtinCases: readonly ConformanceCase[] = [
  {
    name: 'a new Namespace is Active and held by kubernetes',
    async run({ api, namespace }) {
      const { status, spec } = await api.get(Namespace, { name: namespace });
      assert.equal(status?.phase, 'Active');
      assert.deepEqual(spec?.finalizers, ['kubernetes']);
    },
  },
  {
    name: 'the namespace default exists',
    async run({ api }) {
      assert.equal((await api.get(Namespace, { name: 'default' })).metadata.name, 'default');
    },
  },
  {
    name: 'stringData of a Secret is folded into its data and not stored',
    async run({ api, namespace }) {
      const made = await api.create(
        Secret,
        secret(namespace, { data: { a: 'eA==', b: 'eQ==' }, stringData: { b: 'grün', c: '' } }),
      );
      assert.deepEqual(made.data, { a: 'eA==', b: 'Z3LDvG4=', c: '' });
      assert.equal(made.stringData, undefined);
    },
  },
  {
    name: 'a Secret has the type Opaque unless it says otherwise, and keeps its type',
    async run({ api, namespace, refuses }) {
      const { type: _, ...untyped } = secret(namespace, {});
      const made = await api.create(Secret, untyped as unknown as Secret);
      assert.equal(made.type, 'Opaque');
      await refuses(
        api.update(Secret, { ...made, type: 'kubernetes.io/tls' }),
        'Invalid',
        /type: Invalid value.*field is immutable/,
      );
    },
  },
  {
    name: 'the data of a Secret is base64 under keys that could be file names',
    async run({ api, namespace, refuses }) {
      await refuses(
        api.create(Secret, secret(namespace, { data: { 'no/file': 'eA==' } })),
        'Invalid',
        /data\[no\/file\]/,
      );
    },
  },
  {
    name: 'an immutable Secret or ConfigMap cannot be changed',
    async run({ api, namespace, refuses }) {
      await api.create(Secret, secret(namespace, { immutable: true, data: { a: 'eA==' } }));
      const key = { namespace, name: 's' };
      await refuses(
        api.patch(Secret, key, { type: 'merge', body: { data: { a: 'eQ==' } } }),
        'Invalid',
        /field is immutable when `immutable` is set/,
      );
      await refuses(api.patch(Secret, key, { type: 'merge', body: { immutable: false } }), 'Invalid', /immutable/);
      await api.create(ConfigMap, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'c', namespace },
        immutable: true,
        data: { a: '1' },
      });
      await refuses(
        api.patch(ConfigMap, { namespace, name: 'c' }, { type: 'merge', body: { data: { a: '2' } } }),
        'Invalid',
        /immutable/,
      );
      await api.patch(
        ConfigMap,
        { namespace, name: 'c' },
        { type: 'merge', body: { metadata: { labels: { a: 'b' } } } },
      );
    },
  },
  {
    name: 'apply of a Secret with the same plain text writes nothing',
    async run({ api, namespace }) {
      const whole = { ...secret(namespace, {}), stringData: { a: 'plain' } };
      const options = { fieldManager: 'm' };
      const { data: _, ...configuration } = whole as typeof whole & { readonly data?: unknown };
      const made = await api.apply(Secret, configuration as unknown as ApplyConfiguration, options);
      assert.deepEqual(made.data, { a: btoa('plain') });
      assert.deepEqual(await api.apply(Secret, configuration as unknown as ApplyConfiguration, options), made);
    },
  },
  {
    name: 'Secrets can be selected by type',
    async run({ api, namespace }) {
      await api.create(Secret, secret(namespace, { type: 'example.com/x' }));
      const { items } = await api.list(Secret, { namespace, fieldSelector: 'type=example.com/x' });
      assert.deepEqual(
        items.map(({ metadata }) => metadata.name),
        ['s'],
      );
    },
  },
];
