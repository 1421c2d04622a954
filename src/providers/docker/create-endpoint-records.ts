import type { IncomingMessage } from 'node:http';
import type Dockerode from 'dockerode';
import type { EndpointDesired } from '#providers/contract/endpoint.ts';
import { askEngine } from './ask-engine.ts';
import type { EngineLooks } from './create-engine-looks.ts';
import { endpointFiles } from './endpoint-files.ts';
import { readArchivedFile } from './read-archived-file.ts';
import { unlessAbsent } from './unless-absent.ts';

/** What HAProxy was told last; kept in a file because labels cannot change. */
export interface EndpointRecord {
  readonly epoch: number;
  readonly backends: EndpointDesired['backends'];
  readonly initializedBy?: string;
}

/** The records of endpoints by the id of their container; undefined while one was never told anything. */
export type EndpointRecords = (engine: Dockerode, id: string) => Promise<EndpointRecord | undefined>;

/**
 * An engine starts a process of its own for every archive, and every look at an endpoint needs the record: so it is read
 * again only when the file has another size or time (nanoseconds) than when it was read last.
 */
export function createEndpointRecords(looks: EngineLooks): EndpointRecords {
  const known = new Map<string, { readonly stamp: string; readonly record: EndpointRecord }>();
  return async (engine, id) => {
    const container = engine.getContainer(id);
    const stamp = await looks.share(`stamp ${id}`, () => unlessAbsent(() => stampOf(container)));
    const last = known.get(id);
    if (stamp !== undefined && last?.stamp === stamp) return last.record;
    known.delete(id);
    const bytes = await unlessAbsent(() => readArchivedFile(container, endpointFiles.record));
    if (bytes === undefined) return undefined;
    // Only this driver writes the file, whole, into a volume of its own.
    const record = JSON.parse(Buffer.from(bytes).toString()) as EndpointRecord;
    // Read after the stamp was taken: what was written in between has another stamp, and is read by the next look.
    if (stamp !== undefined) known.set(id, { stamp, record });
    return record;
  };
}

/** What the engine says of the file without opening it. */
async function stampOf(container: Dockerode.Container): Promise<string | undefined> {
  return await askEngine('Looking at the record of an endpoint', async () => {
    const answer = (await container.infoArchive({ path: endpointFiles.record })) as unknown as IncomingMessage;
    answer.resume();
    return answer.headers['x-docker-container-path-stat']?.toString();
  });
}
