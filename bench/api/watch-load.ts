import { machineObject, machineStatus } from './machine-object.ts';
import { createMultiplexed, type Multiplexed } from './multiplexed.ts';
import { processorSeconds, residentBytes } from '../../e2e/harness/process-use.ts';
import type { Served } from './served.ts';

const machines = '/apis/slipway.dev/v1alpha1/namespaces/default/machines';
const streamsPerConnection = 100;

export interface WatchFigures {
  /** Deliveries of one event to one watcher. */
  readonly perProcessorSecond: number;
  /** Bytes of the server's memory for one watch that nothing happens to. */
  readonly idleBytes: number;
  /** Bytes of the server's memory for a connection without requests. */
  readonly connectionBytes: number;
}

/** Counts lines, each an event; the content is not looked at, so that the load costs little beside the server. */
class Watchers {
  readonly #clients: Multiplexed[] = [];
  #seen = 0;
  #awaited = 0;
  #reached = (): void => undefined;

  get clients(): readonly Multiplexed[] {
    return this.#clients;
  }

  connect(served: Served): Multiplexed {
    const client = createMultiplexed(served.connection);
    this.#clients.push(client);
    return client;
  }

  /** Opens watches from a revision; each resolves when the server has answered. */
  async watch(client: Multiplexed, count: number, revision: string): Promise<void> {
    await Promise.all(
      Array.from(
        { length: count },
        () =>
          new Promise<void>((resolve, reject) => {
            const stream = client.open(`${machines}?watch=true&resourceVersion=${revision}`);
            stream.on('response', (headers) =>
              Number(headers[':status']) === 200
                ? resolve()
                : reject(new Error(`a watch was answered ${headers[':status']}`)),
            );
            stream.on('data', (chunk: Buffer) => this.#count(chunk));
            stream.on('error', reject);
          }),
      ),
    );
  }

  /** Resolves when so many events arrived from now on. */
  expect(events: number): Promise<void> {
    this.#seen = 0;
    this.#awaited = events;
    return new Promise((resolve) => (this.#reached = resolve));
  }

  close(): void {
    for (const client of this.#clients) client.close();
  }

  #count(chunk: Buffer): void {
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) this.#seen += 1;
    if (this.#seen >= this.#awaited) this.#reached();
  }
}

async function newestRevision(client: Multiplexed): Promise<string> {
  const { text } = await client.send({ method: 'GET', path: `${machines}?limit=1` });
  return (JSON.parse(text) as { metadata: { resourceVersion: string } }).metadata.resourceVersion;
}

/** Memory settles for a moment, since both servers collect garbage. */
async function settled(served: Served): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 3000));
  return await residentBytes(served.pids);
}

/** What idle watches take, and what it costs to tell them all of changes. */
export async function watchLoad(
  served: Served,
  { watchers, events, prefix }: { readonly watchers: number; readonly events: number; readonly prefix: string },
): Promise<WatchFigures> {
  const watching = new Watchers();
  try {
    const writer = createMultiplexed(served.connection);
    const name = `${prefix}-watched`;
    const created = await writer.send({ method: 'POST', path: machines, body: machineObject(name) });
    if (created.status !== 201) throw new Error(`the watched object was answered ${created.status}: ${created.text}`);
    const revision = await newestRevision(writer);
    const empty = await settled(served);
    const clients = Array.from({ length: watchers / streamsPerConnection }, () => watching.connect(served));
    await Promise.all(clients.map((client) => newestRevision(client)));
    const connected = await settled(served);
    for (const client of clients) await watching.watch(client, streamsPerConnection, revision);
    const idle = await settled(served);
    const before = await processorSeconds(served.pids);
    const arrived = watching.expect(events * watchers);
    for (let round = 1; round <= events; round += 1) {
      const body = { status: machineStatus(round) };
      const contentType = 'application/merge-patch+json';
      const answer = await writer.send({ method: 'PATCH', path: `${machines}/${name}/status`, contentType, body });
      if (answer.status !== 200) throw new Error(`a change was answered ${answer.status}: ${answer.text}`);
    }
    await arrived;
    const processor = (await processorSeconds(served.pids)) - before;
    writer.close();
    return {
      perProcessorSecond: (events * watchers) / processor,
      idleBytes: (idle - connected) / watchers,
      connectionBytes: (connected - empty) / clients.length,
    };
  } finally {
    watching.close();
  }
}
