import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSource } from '../architecture/parse-source.ts';
import { collectReasons } from './collect-reasons.ts';
import { readReasonTexts } from './read-reason-texts.ts';
import { reasonProblems } from './reason-problems.ts';

function collect(sources: Readonly<Record<string, string>>): readonly string[] {
  const files = new Map(Object.entries(sources).map(([path, text]) => [path, parseSource(path, text)]));
  return collectReasons(files).map(({ reason }) => reason);
}

const step = 'src/controllers/ship/steps/sail.ts';

test('a reason is found as a property, in a branch, as a constant, as a parameter and in a template', () => {
  const text = `
    const late = 'TooLate';
    const calm = (reason: string) => ({ outcome: 'wait', reason });
    function lost(kind: string) { return { outcome: 'stall', reason: \`\${kind}Lost\` }; }
    export const all = [
      { outcome: 'wait', reason: now ? 'NoWind' : 'NoCrew' },
      { reason: ready?.reason ?? 'NotReady' },
      { reason: late },
      { reason: \`Harbour\${error.code}\` },
      calm('Becalmed'),
      lost('Anchor'),
    ];`;
  const found = new Set(collect({ [step]: text }));
  const wanted = ['NoWind', 'NoCrew', 'NotReady', 'TooLate', 'Harbour*', 'Becalmed', 'AnchorLost'];
  assert.deepEqual([...found].sort(), wanted.sort());
});

test('a reason that is only passed on, a reason for an effect and a test say nothing', () => {
  const text = 'export const x = [{ reason: outcome.reason }, { reason: { because: ["Ship"] } }];';
  assert.deepEqual(
    collect({ [step]: text, 'src/controllers/ship/sail.test.ts': "export const y = { reason: 'Never' };" }),
    [],
  );
});

test("a provider's errors are spelt out from their closed set, and errors of the runtime by their names", () => {
  const found = collect({
    'src/providers/contract/provider-error.ts': "export type ProviderErrorCode = 'Quota' | 'NotFound';",
    [step]: 'export const x = { reason: `Provider${error.code}` };',
    'src/runtime/broken.ts': "export class Broken extends Error { constructor() { super(); this.name = 'Broken'; } }",
  });
  assert.deepEqual(found, ['ProviderQuota', 'ProviderNotFound', 'Broken']);
});

test('a condition is known by type and status, each reason by its own', () => {
  const text = `
    function one() { const type = 'Afloat'; return { type, status: dry ? 'True' : 'False', reason: dry ? 'Dry' : 'Leaking' }; }
    function two() { const type = 'Manned'; return { type, status: 'Unknown', reason: 'NobodyLooked' }; }`;
  const said = collectReasons(new Map([[step, parseSource(step, text)]]));
  assert.deepEqual(
    said.map(({ reason, condition }) => [reason, condition?.type, condition?.status]),
    [
      ['Dry', 'Afloat', 'True'],
      ['Leaking', 'Afloat', 'False'],
      ['NobodyLooked', 'Manned', 'Unknown'],
    ],
  );
});

test('a reason without a text and a text without a reason are both told', () => {
  const said = collectReasons(new Map([[step, parseSource(step, "export const x = { reason: 'NoWind' };")]]));
  const texts = readReasonTexts('NoCrew: {means: Nobody is there., who: nobody, layer: machine}');
  assert.deepEqual(reasonProblems(said, texts), [
    `NoWind (${step}:1) is not in docs/reference/reasons.yaml: say what it means.`,
    'NoCrew is in docs/reference/reasons.yaml and nothing says it any more: remove it.',
  ]);
  assert.deepEqual(
    reasonProblems(said, readReasonTexts('NoWind: {means: It is calm., who: nobody, layer: machine}')),
    [],
  );
});

test('a text that does not say who acts, or what they do, is refused', () => {
  assert.throws(() => readReasonTexts('NoWind: {means: It is calm., who: captain}'), /NoWind needs/);
  assert.throws(() => readReasonTexts('NoWind: {means: It is calm., who: owner}'), /what is owner to do/);
});

test('a text that does not say where the cause is, or calls a stall retried, is refused', () => {
  assert.throws(() => readReasonTexts('NoWind: {means: It is calm., who: nobody}'), /needs layer/);
  const said = collectReasons(
    new Map([[step, parseSource(step, "export const x = { outcome: 'stall', reason: 'NoWind' };")]]),
  );
  const text = 'NoWind: {means: It is calm., who: owner, do: Whistle., layer: machine, retried: true}';
  assert.deepEqual(reasonProblems(said, readReasonTexts(text)), ['NoWind is only said of stalls: it is not retried.']);
});
