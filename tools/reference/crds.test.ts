import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crdOf } from '#api/crd-of.ts';
import { kinds } from '#api/kinds.ts';
import type { Schema } from '#api/meta/schema.ts';
import { createEngine } from '#engine/create-engine.ts';
import { seededRandomness } from '#engine/conformance/seeded-randomness.ts';
import { steppingClock } from '#engine/conformance/stepping-clock.ts';
import { MemoryStorage } from '#storage/memory/memory-storage.ts';
import { schemaFields } from './schema-fields.ts';
import { schemaRules } from './schema-rules.ts';
import { structuralProblems } from './structural-problems.ts';

/** As far as a column reads: dots and names, and the one filter that our conditions need. */
const columnPath = /^(\.[a-zA-Z]+(\[\d+\]|\[\?\(@\.type=="[A-Za-z]+"\)\])?)+$/;

function rootOf(kind: (typeof kinds)[number]): Schema {
  const [version] = crdOf(kind).spec.versions;
  assert(version);
  return version.schema.openAPIV3Schema;
}

/** The schema a dotted path without filters leads to. */
function reach(schema: Schema | undefined, path: string): Schema | undefined {
  return path
    .split('.')
    .slice(1)
    .reduce<Schema | undefined>((at, name) => at?.properties?.[name], schema);
}

test('each CRD has a structural schema', () => {
  for (const kind of kinds) assert.deepEqual(structuralProblems(kind.kind, rootOf(kind)), []);
});

test('what is no structural schema is found out', () => {
  const broken: readonly (readonly [Schema, RegExp])[] = [
    [{ $ref: '#/x' } as Schema, /has \$ref/],
    [{ description: 'no type' }, /has no type/],
    [{ type: 'string', 'x-kubernetes-int-or-string': true }, /int-or-string and has a type/],
    [
      { type: 'object', properties: {}, additionalProperties: { type: 'string' } },
      /properties and additionalProperties/,
    ],
    [{ type: 'array' }, /nobody knows what/],
    [{ type: 'string', items: { type: 'string' } }, /is no list/],
    [{ type: 'string', properties: {} }, /is no object/],
    [{ type: 'object', required: ['a'] }, /requires a/],
    [{ type: 'array', items: { type: 'object' }, 'x-kubernetes-list-type': 'map' }, /without keys/],
  ];
  for (const [schema, problem] of broken) assert.match(structuralProblems('it', schema).join(), problem);
  const keyed: Schema = {
    type: 'array',
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['name'],
    items: { type: 'object', properties: { name: { type: 'string' } } },
  };
  assert.deepEqual(structuralProblems('it', keyed), ['it[].name is a key: require it or give it a default']);
});

test('a CRD names metadata, the name of the plural, its subresources and columns that lead somewhere', () => {
  for (const kind of kinds) {
    const crd = crdOf(kind);
    const root = rootOf(kind);
    assert.equal(crd.metadata.name, `${kind.plural}.slipway.dev`);
    assert.deepEqual(Object.keys(root.properties ?? {}).slice(0, 3), ['apiVersion', 'kind', 'metadata']);
    const [version] = crd.spec.versions;
    assert.deepEqual(version?.subresources?.status, {});
    for (const { jsonPath } of version?.additionalPrinterColumns ?? []) {
      assert.match(jsonPath, columnPath);
      if (jsonPath.startsWith('.metadata')) continue;
      assert(reach(root, jsonPath.replace(/\[.*$/, '')), `${kind.kind}: nothing is at ${jsonPath}`);
    }
    const scale = version?.subresources?.scale;
    for (const path of scale ? [scale.specReplicasPath, scale.statusReplicasPath] : []) {
      assert.equal(reach(root, path)?.type, 'integer');
    }
  }
});

test('where names have no dots the CRD says so', () => {
  for (const kind of kinds) {
    const rules = rootOf(kind)['x-kubernetes-validations']?.map(({ rule }) => rule) ?? [];
    assert.equal(rules.includes("!self.metadata.name.contains('.')"), kind.nameWithoutDots === true, kind.kind);
  }
});

test('the longest name of a kind is a rule of its CRD', () => {
  for (const kind of kinds.filter(({ maxNameLength }) => maxNameLength !== undefined)) {
    const rules = rootOf(kind)['x-kubernetes-validations'];
    assert.equal(rules?.[0]?.rule, `self.metadata.name.size() <= ${kind.maxNameLength}`);
  }
});

test('a CRD has only messages and paths that a kube-apiserver takes, and every rule has a plain message', () => {
  for (const kind of kinds) {
    for (const { path, message, messageExpression, fieldPath } of schemaRules('', rootOf(kind))) {
      assert(message, `${kind.kind}${path} needs a message`);
      assert.equal(messageExpression, undefined);
      assert(!fieldPath?.startsWith('.metadata'), fieldPath);
    }
  }
});

test('each default alone, before defaults below it are filled in, is accepted by its own schema', async () => {
  for (const kind of kinds) {
    for (const [index, { path, schema }] of schemaFields('spec', kind.schema.properties?.['spec'] ?? {}).entries()) {
      if (schema.default === undefined) continue;
      const probe = {
        group: 'probe.slipway.dev',
        version: 'v1',
        kind: `Probe${index}`,
        plural: 'probes',
        singular: 'probe',
        shortNames: [],
        categories: [],
        scope: 'Cluster',
        statusSubresource: false,
        columns: [],
        schema: { type: 'object', properties: { value: withoutDefaults(schema) } },
      } as const;
      const engine = createEngine({
        storage: new MemoryStorage('test'),
        kinds: [probe],
        clock: steppingClock(),
        randomness: seededRandomness(1),
      });
      const object = { apiVersion: 'probe.slipway.dev/v1', kind: probe.kind, metadata: { name: 'a' } };
      await assert.doesNotReject(engine.create(probe, { ...object, value: schema.default } as never), path);
      engine.close();
    }
  }
});

test('the text that a rule without a bound reads has a longest length, so that its cost can be told', () => {
  for (const kind of kinds) {
    const fields = schemaFields('', rootOf(kind));
    for (const { path, rule } of schemaRules('', rootOf(kind))) {
      if (!/is(CIDR|IP|Quantity|URL)\(self\)/.test(rule)) continue;
      const field = fields.find((one) => one.path === path)?.schema ?? itemsAt(fields, path);
      assert(field?.maxLength !== undefined, `${kind.kind}${path} needs maxLength`);
    }
  }
});

function itemsAt(fields: ReturnType<typeof schemaFields>, path: string): Schema | undefined {
  const within = fields.find((one) => `${one.path}[]` === path || `${one.path}.*` === path)?.schema;
  return path.endsWith('[]') ? within?.items : within?.additionalProperties;
}

/** The same schema whose fields are not filled in: rules see the value as it is. */
function withoutDefaults(schema: Schema): Schema {
  const { default: _, properties, items, ...rest } = schema;
  return {
    ...rest,
    ...(properties
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, child]) => [name, withoutDefaults(child)]),
          ),
        }
      : {}),
    ...(items ? { items: withoutDefaults(items) } : {}),
  };
}
