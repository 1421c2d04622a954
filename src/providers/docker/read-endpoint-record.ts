import type Dockerode from 'dockerode';
import type { EndpointDesired } from '#providers/contract/endpoint.ts';
import { endpointFiles } from './endpoint-files.ts';
import { readArchivedFile } from './read-archived-file.ts';
import { unlessAbsent } from './unless-absent.ts';

/** What HAProxy was told last; kept in a file because labels cannot change. */
export interface EndpointRecord {
  readonly epoch: number;
  readonly backends: EndpointDesired['backends'];
  readonly initializedBy?: string;
}

/** Undefined while it was never told anything. */
export async function readEndpointRecord(engine: Dockerode, id: string): Promise<EndpointRecord | undefined> {
  const bytes = await unlessAbsent(() => readArchivedFile(engine.getContainer(id), endpointFiles.record));
  // Only this driver writes the file, whole, into a volume of its own.
  return bytes && (JSON.parse(Buffer.from(bytes).toString()) as EndpointRecord);
}
