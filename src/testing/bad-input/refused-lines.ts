import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiVersion } from '#api/meta/api-version.ts';
import type { TestServer } from '#apiserver/testing/start-server.ts';
import { apply } from '#cli/commands/apply.ts';
import type { CommandContext } from '#cli/context/command-context.ts';
import { describeFailure } from '#cli/describe-failure.ts';
import { clock } from '#platform/clock.ts';
import { serverPaths } from '#platform/server/server-paths.ts';
import { timers } from '#platform/timers.ts';
import type { BadInputCase } from './bad-input-case.ts';

/** What `slipway apply` said to a file, and whether anything was written. */
export interface Refusal {
  /** Without the file's name: `LINE:COLUMN path: sentence`. Empty when the file was accepted. */
  readonly problems: readonly string[];
  readonly wrote: boolean;
}

/** Stores what a case needs, gives its file to `slipway apply`, and removes what was stored. */
export async function refusedLines(server: TestServer, given: BadInputCase): Promise<Refusal> {
  const client = await server.client();
  const directory = await mkdtemp(join(tmpdir(), 'slipway-bad-input-'));
  const file = join(directory, 'f.yaml');
  const context: CommandContext = {
    terminal: {
      interactive: false,
      columns: 120,
      print: () => undefined,
      say: () => undefined,
      ask: async () => undefined,
    },
    environment: {},
    paths: serverPaths(directory),
    installation: { version: '0.0.0', build: 'test', root: directory, releases: [] },
    inspections: { buildTools: async () => [], engine: async () => [] },
    artifacts: { clean: async () => [] },
    managerImages: { obtain: () => Promise.reject(new Error('this test makes no image')) },
    simulations: { run: () => Promise.reject(new Error('nothing is simulated here')) },
    store: {
      backup: () => Promise.reject(new Error('nothing is copied here')),
      restore: () => Promise.reject(new Error('nothing is restored here')),
      rotateKey: () => Promise.reject(new Error('nothing is restored here')),
    },
    clock,
    timers,
    signal: new AbortController().signal,
    cluster: undefined,
    connect: async () => client,
  };
  const { stored = [] } = given;
  try {
    await writeFile(file, given.file);
    for (const { kind, object } of stored) {
      const metadata = { ...object.metadata, ...(kind.scope === 'Cluster' ? {} : { namespace: 'default' }) };
      const whole = { apiVersion: apiVersion(kind), kind: kind.kind, ...object, metadata };
      await client.objects.apply(kind, whole, { fieldManager: 'slipway' });
    }
    const before = server.engine.revision();
    const lines = await apply(context, { filename: [file], namespace: given.namespace }).then(
      () => [],
      (error: unknown) => describeFailure(error).lines,
    );
    const problems = lines
      .filter((line) => line !== 'nothing was changed')
      .map((line) => (line.startsWith(`${file}:`) ? line.slice(file.length + 1) : line.replaceAll(file, 'f.yaml')));
    return { problems, wrote: server.engine.revision() !== before };
  } finally {
    for (const { kind, object } of stored.toReversed()) {
      const namespace = kind.scope === 'Cluster' ? {} : { namespace: 'default' };
      await client.objects.delete(kind, { ...namespace, name: object.metadata.name });
    }
    await rm(directory, { recursive: true });
  }
}
