import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ApiError } from '#api/meta/api-error.ts';
import { labelSelector } from './label-selector.ts';

type Labels = { readonly [key: string]: string };

const key = fc.constantFrom('a', 'b', 'in', 'notin', 'x.io/a', 'A_b-c.d');
const value = fc.constantFrom('', '1', '2', '-7', '10', 'in', 'v.w', 'a_b');
const labels: fc.Arbitrary<Labels> = fc.dictionary(key, value, { noNullPrototype: true });

/** A requirement with what it means, said naively. */
interface Requirement {
  readonly words: readonly string[];
  readonly holds: (labels: Labels) => boolean;
}

const requirement: fc.Arbitrary<Requirement> = fc.oneof(
  fc.tuple(key, fc.constantFrom('=', '=='), value).map(([name, operator, wanted]) => ({
    words: wanted === '' ? [name, operator] : [name, operator, wanted],
    holds: (found: Labels) => found[name] === wanted,
  })),
  fc.tuple(key, value).map(([name, wanted]) => ({
    words: wanted === '' ? [name, '!='] : [name, '!=', wanted],
    holds: (found: Labels) => found[name] !== wanted,
  })),
  fc.tuple(key, fc.constantFrom('in', 'notin'), fc.array(value, { minLength: 1 })).map(([name, operator, wanted]) => ({
    words: [name, ` ${operator} `, '(', ...wanted.flatMap((one) => [',', one]).slice(1), ')'],
    holds: (found: Labels) => {
      const one = found[name];
      const texts: readonly string[] = wanted;
      return operator === 'in' ? one !== undefined && texts.includes(one) : one === undefined || !texts.includes(one);
    },
  })),
  key.map((name) => ({ words: [name], holds: (found: Labels) => Object.hasOwn(found, name) })),
  key.map((name) => ({ words: ['!', name], holds: (found: Labels) => !Object.hasOwn(found, name) })),
  fc.tuple(key, fc.constantFrom('<', '>'), fc.integer({ min: -20, max: 20 })).map(([name, operator, limit]) => ({
    words: [name, operator, String(limit)],
    holds: (found: Labels) => {
      const number = Number(found[name] === '' ? Number.NaN : (found[name] ?? Number.NaN));
      return operator === '<' ? number < limit : number > limit;
    },
  })),
);

const space = fc.constantFrom('', ' ', '  ', '\t');

test('a selector means what each of its requirements means, however it is spaced', () => {
  fc.assert(
    fc.property(
      fc.array(requirement, { maxLength: 4 }),
      fc.array(space, { minLength: 1 }),
      labels,
      (all, gaps, found) => {
        // A negative limit is no label value, so the grammar has no place for it.
        fc.pre(all.every(({ words }) => !words.some((word, index) => word.startsWith('-') && index > 0)));
        let gap = 0;
        const text = all
          .map(({ words }) => words.map((word) => `${word}${gaps[gap++ % gaps.length]}`).join(''))
          .join(',');
        assert.equal(
          labelSelector(text)(found),
          all.every(({ holds }) => holds(found)),
          JSON.stringify(text),
        );
      },
    ),
    { numRuns: 2000 },
  );
});

test('any text is a selector or is refused as none', () => {
  const pieces = fc.constantFrom(
    'a',
    'in',
    '(',
    ')',
    ',',
    '=',
    '!',
    '==',
    '!=',
    '<',
    '>',
    ' ',
    'é',
    '-',
    '1',
    'x/y',
    '/',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), labels, (parts, found) => {
      try {
        assert.equal(typeof labelSelector(parts.join(''))(found), 'boolean');
      } catch (error) {
        assert.ok(error instanceof ApiError && error.reason === 'BadRequest', String(error));
      }
    }),
    { numRuns: 2000 },
  );
});
