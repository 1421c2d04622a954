import assert from 'node:assert/strict';
import { it } from 'node:test';
import { chosenContext } from './chosen-context.ts';
import { ExplainedCommand } from './explained-command.ts';

/** What is chosen while a command runs. */
async function chosen(words: readonly string[], variable?: string): Promise<string | undefined> {
  const program = new ExplainedCommand('slipway').option('--context <name>').exitOverride();
  let found: string | undefined;
  const environment = variable === undefined ? {} : { SLIPWAY_CONTEXT: variable };
  program
    .command('get')
    .argument('[kinds]')
    .action(() => {
      found = chosenContext(program, environment);
    });
  await program.parseAsync([...words], { from: 'user' });
  return found;
}

it('a context is named before or behind the command, or by a variable', async () => {
  assert.equal(await chosen(['get']), undefined);
  assert.equal(await chosen(['--context', 'a', 'get', 'clusters']), 'a');
  assert.equal(await chosen(['get', 'clusters', '--context=a'], 'b'), 'a');
  assert.equal(await chosen(['get'], 'b'), 'b');
});

it('an empty one is none, which overrides the variable', async () => {
  assert.equal(await chosen(['--context=', 'get'], 'b'), undefined);
  assert.equal(await chosen(['get'], ''), undefined);
});
