import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type Dockerode from 'dockerode';
import { ProviderError } from '#providers/contract/provider-error.ts';
import { askEngine } from './ask-engine.ts';

/** Content of one file of a container, running or not. */
export async function readArchivedFile(container: Dockerode.Container, path: string): Promise<Uint8Array> {
  return await askEngine(`Reading ${path} of a container`, async () => {
    const { extract } = await import('tar-stream');
    const entries = extract();
    const archive = Readable.from(await container.getArchive({ path }));
    archive.on('error', (error) => entries.destroy(error));
    archive.pipe(entries);
    let content: Buffer | undefined;
    for await (const entry of entries) {
      if (content === undefined && entry.header.type === 'file') content = await buffer(entry);
      else entry.resume();
    }
    if (content === undefined) throw new ProviderError('Invalid', `${path} is not a regular file.`);
    return content;
  });
}
