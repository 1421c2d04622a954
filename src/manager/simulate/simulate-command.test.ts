import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { runWords } from '#cli/testing/run-words.ts';
import { threadSimulations } from './testing/thread-simulations.ts';

const cluster = `
    - name: first
      spec:
        release: v1.0.0
        provider: docker
        controlPlane: {replicas: 1}
        pools:
          - {name: workers, replicas: 1}
`;

const directories: string[] = [];
after(() => {
  for (const directory of directories) rmSync(directory, { recursive: true });
});

function file(spec: string): { readonly directory: string; readonly path: string } {
  const directory = mkdtempSync(join(tmpdir(), 'scenario-'));
  directories.push(directory);
  const path = join(directory, 'scenario.yaml');
  const head = 'apiVersion: simulation.slipway.dev/v1alpha1\nkind: Scenario\nmetadata: {name: trial}\nspec:\n';
  writeFileSync(path, `${head}${spec}`);
  return { directory, path };
}

async function simulate(spec: string, ...words: readonly string[]) {
  const { directory, path } = file(spec);
  const ended = await runWords(['simulate', path, ...words], {
    directory,
    context: { simulations: threadSimulations },
  });
  return { ...ended, path, said: ended.said.map((line) => line.replaceAll(`${path}:`, '')) };
}

const holding = `  seeds: {count: 2}
  clusters: ${cluster}
  faults:
    - {fault: LostReply, rate: 0.1}
    - {fault: Crash, rate: 0.02}
  expect:
    converges: 10m
    machinesMade: {least: 2, most: 2}
`;

test('the same file and seeds give the same bytes, whatever fails meanwhile', async () => {
  const [one, other] = [await simulate(holding, '-o', 'json'), await simulate(holding, '-o', 'json')];
  assert.equal(one.code, 0, one.printed.join('\n'));
  assert.deepEqual(other.printed, one.printed);
  const report = JSON.parse(one.printed.join('\n'));
  assert.equal(report.format, 'slipway.dev/simulation/v1');
  assert.deepEqual(
    report.runs.map(({ seed }: { readonly seed: number }) => seed),
    [1, 2],
  );
  assert.notEqual(report.runs[0].trace, report.runs[1].trace);
  assert.ok(report.faults.length > 0, 'faults were met');
  assert.equal(report.clusters[0].readyCount, 2);
});

test('an expectation that does not hold is said with the seed and the command that shows it again', async () => {
  const spec = `  clusters: ${cluster}
  expect: {machinesMade: {most: 1}}
`;
  const { code, path, printed } = await simulate(spec, '--seed', '5', '--exit-code');
  assert.equal(code, 3);
  const text = printed.join('\n');
  assert.match(text, /Fails in 1 of 1 run/);
  assert.match(text, /seed 5, spec\.expect\.machinesMade: 2 machines were made, at most 1 were expected/);
  assert.ok(text.includes(`again: slipway simulate ${path} --seed 5`));
  assert.match(text, /provider {2,}machine first-workers-1 runs/, 'the story of the one run is told');
});

test('a page shows charts and needs nothing else', async () => {
  const { printed } = await simulate(holding, '--seeds', '1', '-o', 'html');
  const page = printed.join('\n');
  assert.match(page, /^<!doctype html>/);
  assert.equal(page.match(/<svg /g)?.length, 2);
  assert.doesNotMatch(page, /<script|https?:\/\/(?!127\.0\.0\.1)|undefined|NaN/);
});

test('everything wrong with a file is said at once, with its line', async () => {
  const spec = `  clusters:
    - name: first
      spec: {release: v1.0.0, provider: docker, pools: [{name: workers, replicas: many}]}
  faults:
    - {fault: Refused, rate: 2}
  events:
    - {at: soon, scale: {pool: first/workers, replicas: 3}}
    - {at: 5m}
    - {when: {is: Ready}, tell: so}
    - {delete: [Cluster/first], unknown: 1}
`;
  const { code, said } = await simulate(spec);
  assert.equal(code, 1);
  const lines = said.join('\n');
  assert.match(lines, /^9:.* spec\.faults\[0\]\.rate: must be at most 1, not 2/m);
  assert.match(lines, /^11:.* spec\.events\[0\]\.at: must be a duration such as 30s/m);
  assert.match(lines, /^12:.* spec\.events\[1\]: says nothing that happens/m);
  assert.match(lines, /^13:.* spec\.events\[2\]\.when.*: is missing: is, reason, says and has speak of it/m);
  assert.match(lines, /^14:.* spec\.events\[3\]\.unknown: unknown field/m);
});

test('what a scenario declares is judged as its server would, and kinds have to exist', async () => {
  const spec = `  clusters:
    - name: first
      spec: {release: v1.0.0, provider: docker, pools: [{name: workers, replicas: many}]}
  events:
    - delete: [Clutser/first]
    - apply:
        - {apiVersion: slipway.dev/v1alpha1, kind: Provider, metadata: {name: other}, spec: {type: 7}}
`;
  const { code, said } = await simulate(spec);
  assert.equal(code, 1);
  const lines = said.join('\n');
  assert.match(lines, /^7:.* spec\.clusters\[0\]\.spec\.pools\[0\]\.replicas: must be a whole number, not text/m);
  assert.match(lines, /^9:.* spec\.events\[0\]\.delete\[0\]: there is no kind "Clutser"/m);
  assert.match(lines, /^11:.* spec\.events\[1\]\.apply\[0\]\.spec\.type: /m);
});

test('an event that never comes fails, and says what it waited for', async () => {
  const spec = `  clusters: ${cluster}
  events:
    - when: {object: Machine/first-workers-9, is: Ready}
      within: 3m
      tell: so
`;
  const { code, printed } = await simulate(spec, '--seed', '1');
  assert.equal(code, 1);
  assert.match(printed.join('\n'), /spec\.events\[0\]\.when: not within 3m00s: Machine\/first-workers-9 is Ready/);
});

test('Ctrl-C ends it', async () => {
  const { directory, path } = file(holding);
  const interrupted = new AbortController();
  const context = {
    signal: interrupted.signal,
    simulations: {
      run: (request: Parameters<typeof threadSimulations.run>[0]) =>
        threadSimulations.run({ ...request, onProgress: () => interrupted.abort(new Error('interrupted')) }),
    },
  };
  const { code, printed, said } = await runWords(['simulate', path], { directory, context });
  assert.equal(code, 1);
  assert.deepEqual(printed, []);
  assert.match(said.join('\n'), /interrupted/);
});

test('--seed and --seeds are judged', async () => {
  assert.equal((await simulate(holding, '--seed', 'x')).code, 2);
  assert.equal((await simulate(holding, '--seed', '1', '--seeds', '2')).code, 2);
});
