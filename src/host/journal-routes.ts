import type { PodRoutes } from '#domain/host/pod-routes.ts';
import type { Journal } from './host-system.ts';

/** The last routes that the journal says were set; undefined before the first. */
function journalled(journal: Journal): unknown {
  return journal.entries().findLast((entry) => entry.task === 'routes' && entry.event === 'succeeded')?.facts?.[
    'routes'
  ];
}

/** Sets routes by `set` and writes down what came of it: from there, and from nowhere else, the manager knows what a machine has. */
export async function journalRoutes(journal: Journal, set: () => Promise<PodRoutes>): Promise<void> {
  const machine = journal.entries()[0]?.machine ?? '';
  const head = { machine, task: 'routes', phase: 'pod-routes' } as const;
  try {
    const { routes } = await set();
    // Said once: the same routes again are no news.
    if (JSON.stringify(journalled(journal)) !== JSON.stringify(routes))
      await journal.append({ ...head, event: 'succeeded', facts: { routes } });
  } catch (error) {
    await journal.append({ ...head, event: 'failed', message: error instanceof Error ? error.message : String(error) });
    throw error;
  }
}
