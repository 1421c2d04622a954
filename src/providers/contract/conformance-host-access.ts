import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { HostAccess } from '#capabilities/host-access.ts';
import type { ConformanceBench } from './conformance-bench.ts';
import { expectRefusal } from './conformance-expect-refusal.ts';
import type { ConformanceCommands } from './conformance-world.ts';
import type { Tagged } from './resource.ts';

interface Reached {
  readonly access: HostAccess;
  readonly commands: ConformanceCommands;
  readonly machine: string;
  readonly tags: Tagged;
}

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  const whole = new TextEncoder().encode(text);
  for (let from = 0; from < whole.length; from += 60_000) yield whole.subarray(from, from + 60_000);
}

/** What reaching into machines promises; skipped where the world has none. */
export function conformHostAccess(bench: () => ConformanceBench): void {
  const within = (title: string, run: (reached: Reached) => Promise<void>): void => {
    it(`host access: ${title}`, async (context) => {
      const { world, createRunning, machine, tags: make } = bench();
      const access = world.driver.hostAccess;
      if (access === undefined || world.commands === 'absent') return context.skip('the driver has no host access');
      const tags = make('reached');
      const seen = await createRunning(world.driver.machine, { tags, desired: machine('reached') });
      await run({ access, commands: world.commands, machine: seen.facts.providerId, tags });
      await world.driver.machine.delete({ owner: tags.owner });
    });
  };
  within('the payload was there before the first boot', async ({ access, commands, machine, tags }) => {
    const { payload } = bench().machine(tags.owner.name);
    assert.deepEqual(
      bytes(await access.read(machine, '/etc/slipway/tasks/bootstrap.json')),
      bytes(payload.configuration),
    );
    assert.deepEqual(bytes(await access.read(machine, '/etc/slipway/secrets/bootstrap.json')), bytes(payload.secrets));
    await bench().world.until('the boot has noted what it saw', async () => {
      const noted = await access.read(machine, commands.seenAtBoot).catch(() => new Uint8Array());
      return noted.length > 0;
    });
    assert.deepEqual(bytes(await access.read(machine, commands.seenAtBoot)), bytes(payload.configuration));
  });
  within(
    'a command is given its input whole and its output comes back apart from its errors',
    async ({ access, commands, machine }) => {
      const large = 'ä line of text that is longer than a frame\n'.repeat(20_000);
      const copied = await access.exec(machine, { command: commands.copy, input: new TextEncoder().encode(large) });
      assert.equal(copied.exitCode, 0);
      assert.equal(copied.output === large, true, 'the output equals the input');
      const inPieces = await access.exec(machine, { command: commands.copy, input: pieces(large) });
      assert.equal(inPieces.output === large, true, 'the output equals what came piece by piece');
      assert.equal((await access.exec(machine, { command: commands.copy })).output, '');
      const complained = await access.exec(machine, { command: commands.complain });
      assert.deepEqual(complained, { exitCode: 3, output: 'to output\n', errors: 'to errors\n' });
      // It ends long before it could have read all that.
      const unread = await access.exec(machine, { command: commands.complain, input: pieces(large.repeat(20)) });
      assert.deepEqual(unread, complained);
    },
  );
  within('an aborted command rejects with the reason', async ({ access, commands, machine }) => {
    const reason = new Error('enough');
    const abort = new AbortController();
    const running = access.exec(machine, { command: commands.count, signal: abort.signal });
    abort.abort(reason);
    await assert.rejects(running, reason);
  });
  within('lines are followed until the machine stops', async ({ access, commands, machine }) => {
    const feed = access.follow(machine, commands.count);
    const lines: string[] = [];
    while (lines.length < 3) lines.push(...(await feed.next()));
    assert.deepEqual(lines, ['1', '2', '3']);
    await bench().world.controls.stopMachine(machine);
    assert.deepEqual(await feed.next(), []);
    feed.close();
  });
  within('a followed command can be left', async ({ access, commands, machine }) => {
    const feed = access.follow(machine, commands.count);
    await feed.next();
    const next = feed.next();
    feed.close();
    await next;
    assert.deepEqual(await feed.next(), []);
  });
  within('what is not there is NotFound', async ({ access, commands, machine }) => {
    await expectRefusal(() => access.read(machine, '/no/such/file'), 'NotFound');
    await expectRefusal(() => access.exec(bench().world.uid(), { command: commands.copy }), 'NotFound');
  });
}

function bytes(content: Uint8Array): readonly number[] {
  return [...content];
}
