import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Accepted } from './differential/accepted.ts';
import { differences } from './differential/differences.ts';
import { readCases } from './differential/read-cases.ts';
import { runCases } from './differential/run-cases.ts';
import { startEmbedded } from './differential/start-embedded.ts';
import { startKubernetes } from './differential/start-kubernetes.ts';
import type { Target } from './differential/target.ts';

const shown = (value: unknown) => JSON.stringify(value)?.slice(0, 600);

describe('the same requests to a kube-apiserver and to the embedded API', () => {
  const cases = readCases();
  const accepted = new Accepted();
  const targets: Target[] = [];
  let folder: string;
  let expected: Awaited<ReturnType<typeof runCases>>;
  let found: Awaited<ReturnType<typeof runCases>>;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slipway-kubernetes-'));
    const run = async (starting: Promise<Target>) => {
      const target = await starting;
      targets.push(target);
      return runCases(target, cases);
    };
    [expected, found] = await Promise.all([run(startKubernetes(folder)), run(startEmbedded())]);
  });

  after(async () => {
    for (const target of targets) await target.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('are at least three hundred', () => {
    assert.ok(cases.length >= 300, `${cases.length} cases`);
    assert.equal(new Set(cases.map(({ topic, name }) => `${topic}: ${name}`)).size, cases.length);
  });

  for (const [topic, group] of Map.groupBy(cases, (compared) => compared.topic)) {
    it(`have the same answers: ${topic} (${group.length} cases)`, () => {
      const problems = group.flatMap(({ name, steps }) => {
        const title = `${topic}: ${name}`;
        return (expected.get(title) ?? []).flatMap((answer, index) =>
          differences(answer, found.get(title)?.[index])
            .filter((difference) => !accepted.allows({ case: title, difference }))
            .map(({ path, expected: theirs, found: ours }) =>
              [title, `answer ${index + 1} of ${steps.length}`, path, `  ${shown(theirs)}`, `  ${shown(ours)}`].join(
                '\n',
              ),
            ),
        );
      });
      assert.deepEqual(problems, [], problems.join('\n\n'));
    });
  }

  it('differ where that is accepted and nowhere else', () => assert.deepEqual(accepted.unused(), []));
});
