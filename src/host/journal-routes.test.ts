import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JournalEntry } from '#domain/host/journal-entry.ts';
import type { Journal } from './host-system.ts';
import { journalRoutes } from './journal-routes.ts';

function memoryJournal(): Journal {
  const entries: JournalEntry[] = [
    { machine: 'm1', sequence: 1, task: 'bootstrap', phase: 'task', event: 'started', time: 'then' },
  ];
  return {
    entries: () => entries,
    append: async (draft) => void entries.push({ ...draft, sequence: entries.length + 1, time: 'now' }),
  };
}

const wanted = { routes: [{ to: '10.244.1.0/24', via: '172.30.0.3' }] };

test('journalRoutes writes down the routes that were set, for the machine of the journal', async () => {
  const journal = memoryJournal();
  await journalRoutes(journal, async () => wanted);
  const last = journal.entries().at(-1);
  assert.deepEqual([last?.machine, last?.task, last?.event, last?.facts], ['m1', 'routes', 'succeeded', wanted]);
});

test('journalRoutes says the same routes once, and again after others', async () => {
  const journal = memoryJournal();
  for (const routes of [wanted, wanted, { routes: [] }, wanted]) await journalRoutes(journal, async () => routes);
  assert.equal(journal.entries().filter((entry) => entry.task === 'routes').length, 3);
});

test('journalRoutes writes down a failure and passes it on', async () => {
  const journal = memoryJournal();
  await assert.rejects(
    journalRoutes(journal, async () => Promise.reject(new Error('no route'))),
    /no route/,
  );
  assert.deepEqual([journal.entries().at(-1)?.event, journal.entries().at(-1)?.message], ['failed', 'no route']);
});
