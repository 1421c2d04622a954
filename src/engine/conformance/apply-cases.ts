import assert from 'node:assert/strict';
import { ApiError } from '#api/meta/api-error.ts';
import type { ManagedFieldsEntry } from '#api/meta/object-meta.ts';
import type { ConformanceCase, ConformanceContext } from './conformance-case.ts';
import { Widget } from './widget.ts';

interface Request {
  readonly force?: boolean;
  readonly labels?: { readonly [key: string]: string };
}

/** Applies a spec to the Widget `a`, as a manager. */
function apply(
  { api, namespace }: ConformanceContext,
  ...request: [string, Widget['spec'], Request?]
): Promise<Widget> {
  const [fieldManager, spec, { labels, force = false } = {}] = request;
  const metadata = { name: 'a', namespace, ...(labels ? { labels } : {}) };
  const configuration = { apiVersion: 'conformance.slipway.dev/v1', kind: 'Widget', metadata, spec };
  return api.apply(Widget, configuration, { fieldManager, force });
}

function entry(object: Widget, manager: string): ManagedFieldsEntry | undefined {
  return object.metadata.managedFields?.find((candidate) => candidate.manager === manager);
}

async function conflict(call: Promise<unknown>): Promise<ApiError> {
  const error = await call.then(
    () => undefined,
    (refusal: unknown) => refusal,
  );
  assert.ok(error instanceof ApiError && error.reason === 'Conflict', `expected a Conflict, got ${String(error)}`);
  return error;
}

/** Server-side apply. */
export const applyCases: readonly ConformanceCase[] = [
  {
    name: 'apply creates an object that is absent, and owns what it named, defaults not',
    async run(context) {
      const made = await apply(context, 'm', {
        code: 'abc',
        parts: [{ name: 'x' }],
        tags: ['t'],
        options: { verbose: true },
      });
      assert.deepEqual(made.spec, {
        replicas: 1,
        mode: 'Auto',
        code: 'abc',
        parts: [{ name: 'x', count: 1 }],
        tags: ['t'],
        options: { verbose: true, level: 3 },
      });
      assert.equal(made.metadata.managedFields?.length, 1);
      const { manager, operation, apiVersion, fieldsType, fieldsV1 } = made.metadata.managedFields?.[0] ?? {};
      assert.deepEqual(
        [manager, operation, apiVersion, fieldsType],
        ['m', 'Apply', 'conformance.slipway.dev/v1', 'FieldsV1'],
      );
      assert.deepEqual(fieldsV1, {
        'f:spec': {
          'f:code': {},
          'f:options': { 'f:verbose': {} },
          'f:parts': { 'k:{"name":"x"}': { '.': {}, 'f:name': {} } },
          'f:tags': { 'v:"t"': {} },
        },
      });
    },
  },
  {
    name: 'apply of the same configuration writes nothing',
    async run(context) {
      const made = await apply(context, 'm', { code: 'abc', parts: [{ name: 'x' }] });
      assert.deepEqual(await apply(context, 'm', { code: 'abc', parts: [{ name: 'x' }] }), made);
    },
  },
  {
    name: 'apply of the same configuration writes nothing either where defaults stand in a list that is owned as a whole',
    async run(context) {
      await apply(context, 'm', { links: [{ to: 'x' }] });
      // Managers are listed by the times of their writes, so one that would write again would change places.
      const made = await apply(context, 'n', { min: 1 });
      assert.deepEqual(made.spec.links, [{ to: 'x', weight: 1 }]);
      assert.deepEqual(await apply(context, 'm', { links: [{ to: 'x' }] }), made);
      const changed = await apply(context, 'm', { links: [{ to: 'y' }] });
      assert.notEqual(changed.metadata.resourceVersion, made.metadata.resourceVersion);
    },
  },
  {
    name: 'apply removes what its manager named before and names no longer',
    async run(context) {
      await apply(context, 'm', {
        min: 1,
        max: 2,
        limits: { a: '1', b: '2' },
        parts: [{ name: 'x' }, { name: 'y', color: 'blue' }],
        tags: ['s', 't'],
      });
      const applied = await apply(context, 'm', { min: 1, limits: { b: '2' }, parts: [{ name: 'y' }], tags: ['t'] });
      assert.deepEqual(applied.spec, {
        replicas: 1,
        mode: 'Auto',
        min: 1,
        limits: { b: '2' },
        parts: [{ name: 'y', count: 1 }],
        tags: ['t'],
      });
    },
  },
  {
    name: 'apply leaves alone what other managers own',
    async run(context) {
      await apply(context, 'm', { min: 1, parts: [{ name: 'x' }], tags: ['s'], limits: { a: '1' } });
      await apply(context, 'n', { max: 9, parts: [{ name: 'y' }], tags: ['t'], limits: { b: '2' } });
      const applied = await apply(context, 'm', { min: 2 });
      assert.deepEqual(applied.spec, {
        replicas: 1,
        mode: 'Auto',
        min: 2,
        max: 9,
        parts: [{ name: 'y', count: 1 }],
        tags: ['t'],
        limits: { b: '2' },
      });
    },
  },
  {
    name: 'apply of a value that another applier set is a conflict that names it',
    async run(context) {
      await apply(context, 'm', { min: 1 });
      const error = await conflict(apply(context, 'n', { min: 2 }));
      assert.equal(error.message, 'Apply failed with 1 conflict: conflict with "m": .spec.min');
      assert.deepEqual(error.details.causes, [
        { reason: 'FieldManagerConflict', message: 'conflict with "m"', field: '.spec.min' },
      ]);
    },
  },
  {
    name: 'several conflicts are listed by manager',
    async run(context) {
      await apply(context, 'm', { min: 1, parts: [{ name: 'x', color: 'blue' }] });
      const error = await conflict(apply(context, 'n', { min: 2, parts: [{ name: 'x', color: 'green' }] }));
      assert.equal(
        error.message,
        'Apply failed with 2 conflicts: conflicts with "m":\n- .spec.min\n- .spec.parts[name="x"].color',
      );
      assert.equal(error.details.causes?.length, 2);
    },
  },
  {
    name: 'a conflict with an updater names its apiVersion',
    async run(context) {
      await context.api.create(Widget, context.widget('a', { min: 1 }), { fieldManager: 'editor' });
      const error = await conflict(apply(context, 'n', { min: 2 }));
      assert.match(
        error.message,
        /^Apply failed with 1 conflict: conflict with "editor" using conformance\.slipway\.dev\/v1: \.spec\.min$/,
      );
    },
  },
  {
    name: 'a refused apply changes nothing',
    async run(context) {
      const made = await apply(context, 'm', { min: 1 });
      await conflict(apply(context, 'n', { min: 2, max: 3 }));
      assert.deepEqual(await context.api.get(Widget, { namespace: context.namespace, name: 'a' }), made);
    },
  },
  {
    name: 'apply by force takes the field over',
    async run(context) {
      await apply(context, 'm', { min: 1, max: 5 });
      const applied = await apply(context, 'n', { min: 2 }, { force: true });
      assert.equal(applied.spec.min, 2);
      assert.deepEqual(entry(applied, 'm')?.fieldsV1, { 'f:spec': { 'f:max': {} } });
      assert.deepEqual(entry(applied, 'n')?.fieldsV1, { 'f:spec': { 'f:min': {} } });
    },
  },
  {
    name: 'apply of the same value shares the field; it stays until the last owner drops it',
    async run(context) {
      await apply(context, 'm', { min: 1, code: 'abc' });
      const shared = await apply(context, 'n', { min: 1, max: 3 });
      assert.deepEqual(entry(shared, 'm')?.fieldsV1, { 'f:spec': { 'f:code': {}, 'f:min': {} } });
      const dropped = await apply(context, 'm', { code: 'abc' });
      assert.equal(dropped.spec.min, 1);
      const gone = await apply(context, 'n', { max: 3 });
      assert.equal(gone.spec.min, undefined);
    },
  },
  {
    name: 'an update takes the fields that it changes from their appliers',
    async run(context) {
      const made = await apply(context, 'm', { min: 1, max: 3 });
      const updated = await context.api.update(
        Widget,
        { ...made, spec: { ...made.spec, min: 2 } },
        { fieldManager: 'editor' },
      );
      assert.deepEqual(entry(updated, 'm')?.fieldsV1, { 'f:spec': { 'f:max': {} } });
      assert.deepEqual(entry(updated, 'editor')?.fieldsV1, { 'f:spec': { 'f:min': {} } });
      const error = await conflict(apply(context, 'm', { min: 1, max: 3 }));
      assert.match(error.message, /"editor"/);
    },
  },
  {
    name: 'what an updater owns stays when an applier drops it',
    async run(context) {
      await context.api.create(Widget, context.widget('a', { min: 1 }), { fieldManager: 'editor' });
      await apply(context, 'm', { min: 1, max: 2 });
      const applied = await apply(context, 'm', { max: 2 });
      assert.equal(applied.spec.min, 1);
    },
  },
  {
    name: 'apply merges the items of a list-map by key and keeps their order',
    async run(context) {
      await apply(context, 'm', { parts: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] });
      const applied = await apply(context, 'n', {
        parts: [
          { name: 'd', count: 2 },
          { name: 'b', color: 'blue' },
        ],
      });
      assert.deepEqual(applied.spec.parts?.map(({ name }) => name).sort(), ['a', 'b', 'c', 'd']);
      assert.deepEqual(
        applied.spec.parts?.find(({ name }) => name === 'b'),
        { name: 'b', count: 1, color: 'blue' },
      );
      const order = applied.spec.parts?.map(({ name }) => name) ?? [];
      assert.ok(
        order.indexOf('a') < order.indexOf('b') &&
          order.indexOf('b') < order.indexOf('c') &&
          order.indexOf('d') < order.indexOf('b'),
      );
    },
  },
  {
    name: 'apply reorders a list-map as its only owner has it',
    async run(context) {
      await apply(context, 'm', { parts: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] });
      const applied = await apply(context, 'm', { parts: [{ name: 'c' }, { name: 'a' }, { name: 'b' }] });
      assert.deepEqual(
        applied.spec.parts?.map(({ name }) => name),
        ['c', 'a', 'b'],
      );
    },
  },
  {
    name: 'apply merges sets',
    async run(context) {
      await apply(context, 'm', { tags: ['a', 'b'] });
      const applied = await apply(context, 'n', { tags: ['b', 'c'] });
      assert.deepEqual([...(applied.spec.tags ?? [])].sort(), ['a', 'b', 'c']);
      const dropped = await apply(context, 'm', { tags: [] });
      assert.deepEqual(dropped.spec.tags, ['b', 'c']);
    },
  },
  {
    name: 'apply replaces an atomic list and an atomic map as a whole',
    async run(context) {
      await apply(context, 'm', { steps: ['one', 'two'], selector: { a: '1', b: '2' } });
      const error = await conflict(apply(context, 'n', { steps: ['one'], selector: { a: '1' } }));
      assert.deepEqual(error.details.causes?.map(({ field }) => field).sort(), ['.spec.selector', '.spec.steps']);
      const applied = await apply(context, 'n', { steps: ['one'], selector: { a: '1' } }, { force: true });
      assert.deepEqual([applied.spec.steps, applied.spec.selector], [['one'], { a: '1' }]);
      assert.equal(entry(applied, 'm'), undefined);
    },
  },
  {
    name: 'apply merges free-form fields member by member',
    async run(context) {
      await apply(context, 'm', { extra: { a: { b: 1 }, list: [1, 2] } });
      const applied = await apply(context, 'n', { extra: { a: { c: 2 } } });
      assert.deepEqual(applied.spec.extra, { a: { b: 1, c: 2 }, list: [1, 2] });
      const dropped = await apply(context, 'm', { extra: { a: { b: 1 } } });
      assert.deepEqual(dropped.spec.extra, { a: { b: 1, c: 2 } });
    },
  },
  {
    name: 'apply owns labels one by one',
    async run(context) {
      await apply(context, 'm', {}, { labels: { a: '1', b: '2' } });
      const applied = await apply(context, 'n', {}, { labels: { c: '3' } });
      assert.deepEqual(entry(applied, 'n')?.fieldsV1['f:metadata'], { 'f:labels': { 'f:c': {} } });
      const dropped = await apply(context, 'm', {}, { labels: { b: '2' } });
      assert.deepEqual(dropped.metadata.labels, { b: '2', c: '3' });
    },
  },
  {
    name: 'a dropped field with a default falls back to the default',
    async run(context) {
      await apply(context, 'm', { replicas: 5 });
      const applied = await apply(context, 'm', {});
      assert.equal(applied.spec.replicas, 1);
      assert.ok(!JSON.stringify(applied.metadata.managedFields ?? []).includes('f:replicas'));
    },
  },
  {
    name: 'apply of a defaulted field conflicts with nobody',
    async run(context) {
      await apply(context, 'm', { code: 'abc' });
      const applied = await apply(context, 'n', { replicas: 4 });
      assert.equal(applied.spec.replicas, 4);
    },
  },
  {
    name: 'an applier that drops everything is forgotten',
    async run(context) {
      await apply(context, 'm', { min: 1 });
      await apply(context, 'n', { max: 2 });
      const { api, namespace } = context;
      const metadata = { name: 'a', namespace };
      const applied = await api.apply(Widget, { metadata, spec: { max: 2 } }, { fieldManager: 'n' });
      assert.ok(entry(applied, 'm'));
      const left = await api.apply(Widget, { metadata }, { fieldManager: 'm' });
      assert.equal(entry(left, 'm'), undefined);
      assert.deepEqual([left.spec.min, left.spec.max], [undefined, 2]);
    },
  },
  {
    name: 'apply raises the generation only when the spec changes',
    async run(context) {
      await apply(context, 'm', { min: 1 });
      const labelled = await apply(context, 'm', { min: 1 }, { labels: { a: 'b' } });
      assert.equal(labelled.metadata.generation, 1);
      assert.equal((await apply(context, 'm', { min: 2 }, { labels: { a: 'b' } })).metadata.generation, 2);
    },
  },
  {
    name: 'apply with dryRun writes nothing',
    async run(context) {
      const made = await apply(context, 'm', { min: 1 });
      const { api, namespace } = context;
      const configuration = { metadata: { name: 'a', namespace }, spec: { min: 2 } };
      const dry = await api.apply(Widget, configuration, { fieldManager: 'm', dryRun: true });
      assert.equal(dry.spec.min, 2);
      assert.deepEqual(await api.get(Widget, { namespace, name: 'a' }), made);
    },
  },
  {
    name: 'apply of something invalid is refused',
    async run(context) {
      await context.refuses(apply(context, 'm', { min: 3, max: 2 }), 'Invalid', /min must not exceed max/);
      await apply(context, 'm', { min: 1 });
      await context.refuses(apply(context, 'n', { max: 0 }), 'Invalid', /min must not exceed max/);
    },
  },
  {
    name: 'apply with the resourceVersion of another state is refused',
    async run(context) {
      const made = await apply(context, 'm', { min: 1 });
      await apply(context, 'm', { min: 2 });
      const { api, namespace } = context;
      const metadata = { name: 'a', namespace, resourceVersion: made.metadata.resourceVersion };
      await context.refuses(
        api.apply(Widget, { metadata, spec: { min: 3 } }, { fieldManager: 'm' }),
        'Conflict',
        /the object has been modified/,
      );
    },
  },
  {
    name: 'apply of managedFields is refused',
    async run(context) {
      const { api, namespace } = context;
      const managedFields = [
        { manager: 'x', operation: 'Apply', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1: {} },
      ];
      const metadata = { name: 'a', namespace, managedFields };
      await context.refuses(
        api.apply(Widget, { metadata, spec: {} }, { fieldManager: 'm' }),
        'BadRequest',
        /managedFields must be nil/,
      );
    },
  },
  {
    name: 'apply to the status owns and changes the status alone',
    async run(context) {
      const { api, namespace } = context;
      await apply(context, 'm', { min: 1 });
      const metadata = { name: 'a', namespace };
      const configuration = { metadata, spec: { min: 9 }, status: { phase: 'Ready' } };
      const applied = await api.apply(Widget, configuration, { fieldManager: 'm', subresource: 'status' });
      assert.deepEqual([applied.spec.min, applied.status, applied.metadata.generation], [1, { phase: 'Ready' }, 1]);
      const own = applied.metadata.managedFields?.find(({ subresource }) => subresource === 'status');
      assert.deepEqual(
        [own?.manager, own?.operation, own?.fieldsV1],
        ['m', 'Apply', { 'f:status': { 'f:phase': {} } }],
      );
      const again = await apply(context, 'm', { min: 1 });
      assert.deepEqual(again.status, { phase: 'Ready' });
      const cleared = await api.apply(Widget, { metadata, status: {} }, { fieldManager: 'm', subresource: 'status' });
      assert.equal(cleared.status?.phase, undefined);
    },
  },
  {
    name: 'conditions in a status are merged by type',
    async run(context) {
      const { api, namespace } = context;
      await apply(context, 'm', {});
      const condition = (type: string) => ({
        type,
        status: 'True',
        reason: 'R',
        message: '',
        lastTransitionTime: '2026-01-01T00:00:00Z',
      });
      const write = (fieldManager: string, type: string) =>
        api.apply(
          Widget,
          { metadata: { name: 'a', namespace }, status: { conditions: [condition(type)] } },
          { fieldManager, subresource: 'status' },
        );
      await write('x', 'Ready');
      const applied = await write('y', 'Other');
      assert.deepEqual(applied.status?.conditions?.map(({ type }) => type).sort(), ['Other', 'Ready']);
    },
  },
  {
    name: 'apply to the status of an absent object is refused',
    async run({ api, namespace, refuses }) {
      const call = api.apply(
        Widget,
        { metadata: { name: 'absent', namespace }, status: { phase: 'x' } },
        { fieldManager: 'm', subresource: 'status' },
      );
      await refuses(call, 'NotFound');
    },
  },
  {
    name: 'apply of a Scale owns the replicas',
    async run(context) {
      const { api, namespace } = context;
      await apply(context, 'm', { replicas: 2 });
      const scale = {
        apiVersion: 'autoscaling/v1',
        kind: 'Scale',
        metadata: { name: 'a', namespace },
        spec: { replicas: 5 },
      };
      const error = await conflict(api.apply(Widget, scale, { fieldManager: 'scaler', subresource: 'scale' }));
      assert.match(error.message, /conflict with "m": \.spec\.replicas/);
      await api.apply(Widget, scale, { fieldManager: 'scaler', subresource: 'scale', force: true });
      const { spec, metadata } = await api.get(Widget, { namespace, name: 'a' });
      assert.equal(spec.replicas, 5);
      const own = metadata.managedFields?.find(({ subresource }) => subresource === 'scale');
      assert.deepEqual([own?.manager, own?.fieldsV1], ['scaler', { 'f:spec': { 'f:replicas': {} } }]);
    },
  },
  {
    name: 'two applies at once of different fields both get through',
    async run(context) {
      await apply(context, 'm', { code: 'abc' });
      await Promise.all([
        apply(context, 'x', { min: 1 }),
        apply(context, 'y', { max: 2 }),
        apply(context, 'z', { limits: { a: '1' } }),
      ]);
      const { spec } = await context.api.get(Widget, { namespace: context.namespace, name: 'a' });
      assert.deepEqual([spec.min, spec.max, spec.limits], [1, 2, { a: '1' }]);
    },
  },
  {
    name: 'two creating applies at once both get through',
    async run(context) {
      await Promise.all([apply(context, 'x', { min: 1 }), apply(context, 'y', { max: 2 })]);
      const { spec } = await context.api.get(Widget, { namespace: context.namespace, name: 'a' });
      assert.deepEqual([spec.min, spec.max], [1, 2]);
    },
  },
];
