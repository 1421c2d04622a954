import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Schema } from '#api/meta/schema.ts';
import { compileSchema } from '../schema/compile-schema.ts';
import { validateValue } from '../schema/validate-value.ts';
import { checkRules } from './check-rules.ts';
import { EvaluationBudget } from './evaluation-budget.ts';
import { Expressions } from './expressions.ts';

function withRule(rule: string, list: Schema = {}): Schema {
  const numbers: Schema = { type: 'array', items: { type: 'integer' }, ...list };
  return { type: 'object', properties: { list: numbers }, 'x-kubernetes-validations': [{ rule }] };
}

function check(schema: Schema): void {
  checkRules(compileSchema(schema), new Expressions());
}

const nested = 'self.list.all(a, self.list.exists_one(b, a == b))';

describe('a kind', () => {
  for (const [what, schema, sentence] of [
    ['is no CEL', withRule('self.list.all('), /^the rule "self\.list\.all\(" at the whole object is no CEL/],
    [
      'calls what does not exist',
      withRule('self.list.longest() > 1'),
      /cannot be evaluated: found no matching overload/,
    ],
    ['names what does not exist', withRule('slef.list.size() > 1'), /Unknown variable: slef/],
    ['adds a number and a text', withRule("1 + 'a' == 2"), /no such overload/],
    ['gives no bool', withRule('1 + 1'), /gives int, but a rule gives a bool/],
    ['nests over lists without a bound', withRule(nested), /may visit 10000000000 items: give the lists .* maxItems/],
    [
      'nests over a list made of one without a bound',
      withRule('self.list.map(a, a + 1).all(a, self.list.filter(b, b > 1).exists(b, a == b))'),
      /may visit/,
    ],
  ] as const) {
    it(`is refused when its rule ${what}`, () =>
      assert.throws(
        () => check(schema),
        (error) => error instanceof Error && sentence.test(error.message),
      ));
  }

  it('is refused when its message is no CEL', () => {
    const rule = { rule: 'true', messageExpression: 'self.nope()' };
    assert.throws(
      () => check({ type: 'object', 'x-kubernetes-validations': [rule] }),
      /the message of the rule "true"/,
    );
  });

  it('is refused when a rule nests in many places, with the place', () => {
    const part = withRule(nested, { maxItems: 64 });
    const many: Schema = { type: 'object', properties: { parts: { type: 'array', items: part } } };
    assert.throws(() => check(many), /at parts\[\] may visit/);
  });

  it('may nest over lists that have bounds, and walk over one that has none', () => {
    check(withRule(nested, { maxItems: 64 }));
    check(withRule('self.list.all(a, a > 0)'));
    check(withRule('self.list.all(a, [1, 2, 3].exists(b, a == b))'));
  });
});

describe('the rules of one object', () => {
  it('are cut off when they visit too many items, whatever they would answer', () => {
    const list = Array.from({ length: 2000 }, (_, index) => index);
    // A kind without bounds is refused where it is registered; here it is run all the same.
    for (const rule of [nested, `!(${nested})`]) {
      const causes = validateValue(compileSchema(withRule(rule)), { list }, { expressions: new Expressions() });
      assert.match(causes[0]?.message ?? '', /take too long to evaluate: make its lists shorter/);
    }
  });

  it('may visit as many items as honest ones do', () => {
    const list = Array.from({ length: 500 }, (_, index) => index);
    const node = compileSchema(withRule(nested));
    assert.deepEqual(validateValue(node, { list }, { expressions: new Expressions() }), []);
  });

  it('see a counted list as any other', () => {
    const list = new EvaluationBudget().metered([3, 1, 2, 4, 5, 6, 7, 8, 9]);
    assert.ok(Array.isArray(list));
    assert.deepEqual(
      list.toSorted((a, b) => Number(a) - Number(b)),
      [1, 2, 3, 4, 5, 6, 7, 8, 9],
    );
  });
});
