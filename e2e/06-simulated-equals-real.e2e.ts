import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Plan } from '#api/plan/index.ts';
import { durationText } from '#domain/plan/duration-text.ts';
import type { PlanDocument } from '#domain/plan/plan-document.ts';
import { clusterManifest } from './harness/cluster-manifest.ts';
import { createInstallation, type Installation } from './harness/installation.ts';
import { type Effects, loggedEffects } from './harness/logged-effects.ts';

/** Effects of a plan or of a run, each with those of the same that it came after. Where pods are is their cluster's choice. */
function compared(effects: Effects): Effects {
  const own = new Map([...effects].filter(([id]) => !id.startsWith('workload evict ')));
  return new Map([...own].map(([id, before]) => [id, before.filter((one) => own.has(one))]));
}

function foretold({ effects }: PlanDocument): Effects {
  return compared(new Map(effects.map(({ after: before, id }) => [id, before])));
}

/** What was done since so much was logged: resolves when it is as much as was foretold, or when nothing more comes. */
async function doneSince({ manager }: Installation, logged: number, expected: number): Promise<Effects> {
  const done = (): Effects => compared(loggedEffects(manager.log().slice(logged)));
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, 60_000);
    const look = (): void => {
      if (done().size < expected) return;
      clearTimeout(timer);
      silence();
      resolve();
    };
    const silence = manager.onLine(look);
    look();
  });
  return done();
}

describe('what a plan foretells', () => {
  let installation: Installation;

  before(async () => {
    installation = await createInstallation();
    // How long a build takes depends on what the cache has: here it has been done before.
    await installation.cli(['image', 'build', 'v1.0.0'], { within: 1_800_000 });
  });

  after(() => installation?.remove());

  /** Plans a change, has exactly that done, and holds what happened against what was foretold. */
  async function planAndApply(name: string, parameters: readonly string[]): Promise<void> {
    const text = await installation.cli(['plan', ...parameters, '-o', 'json']);
    const document = JSON.parse(text) as PlanDocument;
    assert.equal(document.result, 'Changes', document.summary);
    const path = join(installation.home, `${name}.json`);
    await writeFile(path, text);
    const logged = installation.manager.log().length;
    const printed = await installation.cli(['apply', '--plan', path], { within: 900_000 });
    const expected = foretold(document);
    const done = await doneSince(installation, logged, expected.size);
    assert.deepEqual(done, expected, `${name}: the effects of the run are those of the plan`);
    const plans = (await installation.list(Plan.plural)) as readonly Plan[];
    const { finished = '', started = '' } =
      plans.find(({ status }) => status?.hash === document.hash)?.status?.application ?? {};
    const took = Date.parse(finished) - Date.parse(started);
    const { p10, p90 } = document.duration;
    const said = `${name}: took ${durationText(took)}, foretold were ${durationText(p10)} to ${durationText(p90)} (${printed.trim()})`;
    console.log(said);
    // Both ends of the application are told in whole seconds.
    assert(took + 1000 >= p10 && took - 1000 <= p90, said);
  }

  async function manifest(workers: number): Promise<string> {
    const path = join(installation.home, `workers-${workers}.yaml`);
    await writeFile(path, JSON.stringify(clusterManifest('first', workers)));
    return path;
  }

  it('is what a creation of one control plane and two workers does', async () => {
    await planAndApply('create', ['-f', await manifest(2)]);
  });

  it('is nothing where everything is as declared', async () => {
    const { exitCode, stdout } = await installation.tryCli(['plan', '-f', await manifest(2), '--exit-code']);
    assert.deepEqual([exitCode, stdout.trim()], [0, 'Nothing changes.']);
  });

  it('is what growing from two workers to four does', async () => {
    await planAndApply('grow', ['-f', await manifest(4)]);
  });

  it('is what deleting the cluster does', async () => {
    await planAndApply('delete', ['--delete', 'cluster/first']);
  });
});
