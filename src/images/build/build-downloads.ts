import { chmod, link, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadFile } from '../fetch/download-file.ts';
import { publishedChecksum } from '../fetch/published-checksum.ts';
import { readText } from '../fetch/read-text.ts';
import { placeOf } from '../recipes/place-of.ts';
import type { DownloadsRecipe, PublishedFile } from '../recipes/recipe.ts';
import type { Access } from './access.ts';
import { fetchedText } from './fetched-text.ts';
import type { StepContext, StepFacts } from './step-context.ts';
import { unpackPrograms } from './unpack-programs.ts';

/** Digests in a checksum file are a few kilobytes; more is a page that says something else. */
const mostChecksumBytes = 1_000_000;

/** Fetches programs as their projects publish them. What was fetched stays in the work folder until the step is done. */
export async function buildDownloads(
  recipe: DownloadsRecipe,
  access: Access,
  context: StepContext,
): Promise<StepFacts> {
  const downloads: { readonly url: string; readonly digest: string; readonly checksum: string }[] = [];
  for (const [index, file] of recipe.files.entries()) {
    const digest = await digestOf(file, access, context);
    const url = placeOf(file.url, access.places);
    const fileName = nameOf(file.url);
    const place = join(context.workFolder, fileName);
    await downloadFile(access.web, {
      url,
      file: place,
      digest,
      signal: context.signal,
      log: context.log,
      onBytes(done, total) {
        const share = (index + (total ? done / total : 0)) / recipe.files.length;
        context.progress(
          share,
          `fetching ${fileName} of ${recipe.name} ${recipe.version} from ${new URL(url).host}: ${fetchedText(done, total)}`,
        );
      },
    });
    await keep(file, place, context);
    context.log(`${url} has the digest ${digest}, which was ${file.checksum.from}`);
    downloads.push({ url: file.url, digest, checksum: file.checksum.from });
  }
  return { version: recipe.version, downloads };
}

async function digestOf({ url, checksum }: PublishedFile, access: Access, context: StepContext): Promise<string> {
  if (checksum.from === 'pinned') return checksum.digest;
  const text = await readText(access.web, placeOf(checksum.url, access.places), {
    signal: context.signal,
    mostBytes: mostChecksumBytes,
    log: context.log,
  });
  return publishedChecksum(text, nameOf(url));
}

async function keep(file: PublishedFile, place: string, { outputFolder }: StepContext): Promise<void> {
  if ('unpacked' in file.keep) {
    await unpackPrograms(place, outputFolder, file.keep.unpacked);
    return;
  }
  const target = join(outputFolder, file.keep.name);
  // Linked, not moved: a build that is killed now finds it again.
  await rm(target, { force: true });
  await link(place, target);
  await chmod(target, 0o755);
}

function nameOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
