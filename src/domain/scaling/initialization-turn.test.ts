import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Contender, initializationTurn } from './initialization-turn.ts';

const now = Date.parse('2026-11-01T10:10:00Z');

function waiting(name: string, minute = 0): Contender {
  return { name, asked: `2026-11-01T10:0${minute}:00Z`, since: undefined };
}

function initialising(name: string, minute: number): Contender {
  return { ...waiting(name), since: `2026-11-01T10:0${minute}:00Z` };
}

test('the first to ask take the places that are free, those of the same moment in the order of their names', () => {
  const all = [waiting('d/c'), waiting('d/b'), waiting('d/a', 1), waiting('d/d')];
  const turns = all.filter(
    (own) => initializationTurn(own, { others: all.filter((other) => other !== own), limit: 2, now }).turn,
  );
  assert.deepEqual(turns.map(({ name }) => name).sort(), ['d/b', 'd/c']);
});

test('who waits is told who initialises and how many wait longer', () => {
  const others = [initialising('d/a', 9), waiting('d/b'), waiting('d/x')];
  assert.deepEqual(initializationTurn(waiting('d/c'), { others, limit: 1, now }), {
    turn: false,
    holders: ['d/a'],
    ahead: 1,
  });
});

test('one that initialises for more than five minutes keeps nobody waiting', () => {
  const others = [initialising('d/a', 5)];
  assert.equal(initializationTurn(waiting('d/b'), { others, limit: 1, now: now - 1 }).turn, false);
  assert.equal(initializationTurn(waiting('d/b'), { others, limit: 1, now }).turn, true);
});
