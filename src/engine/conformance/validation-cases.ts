import assert from 'node:assert/strict';
import { ApiError } from '#api/meta/api-error.ts';
import type { Unsaved } from '#api/meta/kube-object.ts';
import type { ConformanceCase, ConformanceContext } from './conformance-case.ts';
import { Widget } from './widget.ts';

/** A Widget with a spec that its type does not allow. */
function odd(context: ConformanceContext, spec: unknown): Unsaved<Widget> {
  return { ...context.widget('a'), spec: spec as Widget['spec'] };
}

/** A case for one thing that a schema refuses. */
function refusesSpec(what: string, spec: unknown, message: RegExp): ConformanceCase {
  return {
    name: `validation refuses ${what}`,
    run: (context) => context.refuses(context.api.create(Widget, odd(context, spec)), 'Invalid', message),
  };
}

/** Schemas and rules. */
export const validationCases: readonly ConformanceCase[] = [
  refusesSpec(
    'a wrong type',
    { replicas: 'three' },
    /spec\.replicas: Invalid value: "string": spec\.replicas in body must be of type integer: "string"/,
  ),
  refusesSpec('a fraction for an integer', { replicas: 1.5 }, /spec\.replicas: Invalid value.*must be of type int/),
  refusesSpec(
    'a number below the minimum',
    { replicas: -1 },
    /spec\.replicas: Invalid value: -1: spec\.replicas in body should be greater than or equal to 0/,
  ),
  refusesSpec('a number above the maximum', { replicas: 101 }, /should be less than or equal to 100/),
  refusesSpec(
    'a value outside an enum',
    { mode: 'Off' },
    /spec\.mode: Unsupported value: "Off": supported values: "Auto", "Manual"/,
  ),
  refusesSpec(
    'text that is too short',
    { code: 'a' },
    /spec\.code: Invalid value: "a": spec\.code in body should be at least 2 chars long/,
  ),
  refusesSpec('text that is too long', { code: 'abcdef' }, /spec\.code: Too long/),
  refusesSpec(
    'text that does not match its pattern',
    { code: 'A1' },
    /spec\.code in body should match '\^\[a-z\]\+\$'/,
  ),
  refusesSpec('a date-time that is none', { since: 'yesterday' }, /spec\.since.*must be of type date-time/),
  refusesSpec(
    'a list with too many items',
    { steps: Array.from({ length: 11 }, () => 'x') },
    /spec\.steps: Too many: 11: must have at most 10 items/,
  ),
  refusesSpec('a map with too many members', { limits: { a: '1', b: '2', c: '3', d: '4' } }, /spec\.limits: Too many/),
  refusesSpec('a missing required field', { parts: [{ count: 2 }] }, /spec\.parts\[0\]\.name: Required value/),
  refusesSpec('a duplicate in a set', { tags: ['a', 'b', 'a'] }, /spec\.tags\[2\]: Duplicate value: "a"/),
  refusesSpec(
    'a duplicate key in a list-map',
    { parts: [{ name: 'a' }, { name: 'a' }] },
    /spec\.parts\[1\]: Duplicate value/,
  ),
  refusesSpec('a boolean where an integer or text is asked for', { port: true }, /spec\.port/),
  refusesSpec('a broken rule over two fields', { min: 3, max: 2 }, /spec: Invalid value: .*min must not exceed max/),
  refusesSpec(
    'a broken rule of a list item',
    { parts: [{ name: 'a' }, { name: 'b', color: 'red', count: 2 }] },
    /spec\.parts\[1\]: Invalid value: .*only one part of a kind may be red/,
  ),
  refusesSpec(
    'a broken rule with a Kubernetes library',
    { cidr: '10.0.0.0/25' },
    /spec\.cidr: Invalid value: .*must be a CIDR of at most \/24/,
  ),
  {
    name: 'validation lets null stand where it is allowed, and an integer or text where either is',
    async run(context) {
      const made = await context.api.create(
        Widget,
        odd(context, { note: null, port: 80, cidr: '10.0.0.0/8', since: '2026-01-02T03:04:05.678+01:00' }),
      );
      assert.deepEqual([made.spec.note, made.spec.port], [null, 80]);
    },
  },
  {
    name: 'validation names all problems at once, each with its field',
    async run({ api, widget }) {
      const spec = { replicas: -1, mode: 'Off' as 'Auto', parts: [{ name: 'x', count: 0 }], tags: ['a', 'a'] };
      const error = await api.create(Widget, widget('a', spec, { labels: { 'bad key': 'x' } })).then(
        () => undefined,
        (refusal: unknown) => refusal,
      );
      assert.ok(error instanceof ApiError);
      const fields = error.details.causes?.map(({ field }) => field) ?? [];
      for (const field of ['spec.replicas', 'spec.mode', 'spec.parts[0].count', 'spec.tags[1]', 'metadata.labels']) {
        assert.ok(fields.includes(field), `${field} is not among ${fields.join(', ')}`);
      }
      assert.match(error.message, /^Widget\.conformance\.slipway\.dev "a" is invalid: \[/);
      assert.deepEqual([error.code, error.details.name, error.details.kind], [422, 'a', 'Widget']);
    },
  },
  {
    name: 'a transition rule holds an immutable field',
    async run({ api, namespace, widget, refuses }) {
      await api.create(Widget, widget('a', { sealed: 'x' }));
      const change = (sealed: string) =>
        api.patch(Widget, { namespace, name: 'a' }, { type: 'merge', body: { spec: { sealed } } });
      await refuses(change('y'), 'Invalid', /spec\.sealed: Invalid value: .*sealed is immutable/);
      await change('x');
    },
  },
  {
    name: 'unknown fields are dropped',
    async run(context) {
      const made = await context.api.create(
        Widget,
        odd(context, { nonsense: 1, extra: { free: { form: [1, { a: 'b' }] } } }),
      );
      assert.deepEqual(made.spec, { replicas: 1, mode: 'Auto', extra: { free: { form: [1, { a: 'b' }] } } });
    },
  },
  {
    name: 'unknown fields are refused under Strict, with their path',
    async run(context) {
      const object = odd(context, { replcas: 1, parts: [{ name: 'x', colour: 'red' }] });
      const create = context.api.create(Widget, object, { fieldValidation: 'Strict' });
      await context.refuses(
        create,
        'BadRequest',
        /strict decoding error: unknown field "spec\.parts\[0\]\.colour".*unknown field "spec\.replcas"|strict decoding error: unknown field "spec\.replcas".*unknown field "spec\.parts\[0\]\.colour"/,
      );
    },
  },
  {
    name: 'unknown fields are warned of under Warn',
    async run(context) {
      const warnings: string[] = [];
      await context.api.create(Widget, odd(context, { replcas: 1 }), {
        fieldValidation: 'Warn',
        onWarning: (text) => warnings.push(text),
      });
      assert.equal(warnings.length, 1);
      assert.match(warnings[0] ?? '', /unknown field "spec\.replcas"/);
    },
  },
  {
    name: 'an object that is too large is refused',
    async run(context) {
      const create = context.api.create(Widget, odd(context, { extra: { big: 'x'.repeat(2 * 1024 * 1024) } }));
      await context.refuses(create, 'RequestEntityTooLarge');
    },
  },
];
