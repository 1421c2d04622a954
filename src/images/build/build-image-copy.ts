import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BuildError } from '../build-error.ts';
import { fileDigest } from '../cache/file-digest.ts';
import { isLoopback } from '../fetch/is-loopback.ts';
import { withRetries } from '../fetch/with-retries.ts';
import { placeOf } from '../recipes/place-of.ts';
import type { ImageCopyRecipe } from '../recipes/recipe.ts';
import type { Access } from './access.ts';
import { fetchedText } from './fetched-text.ts';
import { runCommand } from './run-command.ts';
import type { StepContext, StepFacts } from './step-context.ts';

interface Copy {
  readonly recipe: ImageCopyRecipe;
  readonly access: Access;
  readonly context: StepContext;
  /** Where the registry has it. */
  readonly place: string;
}

/** Copies a container image out of a registry as `image.tar`, an OCI layout. Layers that are there are not fetched again. */
export async function buildImageCopy(
  recipe: ImageCopyRecipe,
  access: Access,
  context: StepContext,
): Promise<StepFacts> {
  const copy = { recipe, access, context, place: placeOf(recipe.reference, access.places) };
  const digest = await resolve(copy);
  const layout = join(context.workFolder, 'layout');
  let bytes = 0;
  await retried(copy, { what: `copying the image ${copy.place}`, progress: () => bytes }, async () => {
    bytes = await copyOnce(copy, { digest, layout });
  });
  await runCommand(['tar', '--create', '--file', join(context.outputFolder, 'image.tar'), '--directory', layout, '.'], {
    signal: context.signal,
    onLine: context.log,
  });
  context.log(`${copy.place} has the digest ${digest}`);
  return { version: recipe.version, copied: { reference: recipe.reference, digest } };
}

/** The digest a tag stands for now; from here on only what bears it is accepted. */
async function resolve(copy: Copy): Promise<string> {
  const { place, context } = copy;
  context.progress(0, `looking up the image ${place}`);
  return retried(copy, { what: `looking up the image ${place}`, progress: () => 0 }, async () => {
    const manifest = await watched(copy, ['inspect', '--raw', ...tls(place), `docker://${place}`], () =>
      Promise.resolve(0),
    );
    return `sha256:${createHash('sha256').update(manifest).digest('hex')}`;
  });
}

async function copyOnce(
  copy: Copy,
  { digest, layout }: { readonly digest: string; readonly layout: string },
): Promise<number> {
  const { place, context } = copy;
  const source = `docker://${place.slice(0, place.lastIndexOf(':'))}@${digest}`;
  await dropUnfinished(layout);
  const size = () => sizeOf(layout);
  const args = [
    'copy',
    '--quiet',
    ...tls(place).map((flag) => flag.replace('--', '--src-')),
    source,
    `oci:${layout}:image`,
  ];
  await watched(copy, args, async () => {
    const bytes = await size();
    context.progress(0, `copying the image ${place}: ${fetchedText(bytes, undefined)}`);
    return bytes;
  });
  await verify(layout);
  return size();
}

/** Without TLS only on this machine. */
function tls(place: string): string[] {
  return isLoopback(place.split('/')[0] ?? '') ? ['--tls-verify=false'] : [];
}

/** Runs skopeo and ends it when what it writes has not grown for as long as the pace allows. */
async function watched(copy: Copy, args: readonly string[], measure: () => Promise<number>): Promise<string> {
  const { context, access } = copy;
  const stalled = new AbortController();
  let seen = -1;
  let patience = access.web.pace.stallMilliseconds;
  const tick = Math.min(1_000, patience / 2);
  const watching = setInterval(() => {
    measure().then((bytes) => {
      patience = bytes > seen ? access.web.pace.stallMilliseconds : patience - tick;
      seen = Math.max(seen, bytes);
      if (patience <= 0) stalled.abort(new Error('nothing came for too long'));
    }, stalled.abort.bind(stalled));
  }, tick);
  try {
    return await runCommand(['skopeo', '--override-os', 'linux', '--override-arch', context.architecture, ...args], {
      signal: AbortSignal.any([context.signal, stalled.signal]),
      capture: true,
      onLine: context.log,
    });
  } finally {
    clearInterval(watching);
  }
}

async function retried<T>(
  { context, access, place }: Copy,
  { what, progress }: { readonly what: string; progress(): number },
  attempt: () => Promise<T>,
): Promise<T> {
  const { pace } = access.web;
  return withRetries(
    () =>
      attempt().catch((error: unknown) => {
        throw finalRefusal(place, error) ?? error;
      }),
    { pace, signal: context.signal, what, progress, log: context.log },
  );
}

/** skopeo has one exit code for everything: what can only stay so is known by its words. */
function finalRefusal(place: string, cause: unknown): BuildError | undefined {
  const text = cause instanceof Error ? cause.message : String(cause);
  if (/digest did not match/i.test(text)) {
    return new BuildError(
      'ChecksumMismatch',
      `The image ${place} is not what its digest says, and is not used: ${text}. Somebody on the way may have changed it: check proxy and registry, or choose another source in the Provider's spec.artifacts.`,
      { retryable: false, cause },
    );
  }
  if (/manifest unknown|name unknown|not found|unauthorized|denied|no image found/i.test(text)) {
    return new BuildError('NotPublished', `The image ${place} cannot be had: ${text}`, { retryable: false, cause });
  }
  return undefined;
}

/** What a killed copy was writing has a name of no digest and would only take room. */
async function dropUnfinished(layout: string): Promise<void> {
  const names = await readdir(layout).catch(() => []);
  await Promise.all(
    names.filter((name) => name.startsWith('oci-put-blob')).map((name) => rm(join(layout, name), { force: true })),
  );
}

/** skopeo trusts the name of a layer that is there already; a machine that lost power may have left it half. */
async function verify(layout: string): Promise<void> {
  const blobs = join(layout, 'blobs', 'sha256');
  for (const name of await readdir(blobs)) {
    if ((await fileDigest(join(blobs, name))) !== `sha256:${name}`) {
      await rm(join(blobs, name));
      throw new Error(`the layer ${name} was damaged on the disk`);
    }
  }
  const index = await readFile(join(layout, 'index.json'), 'utf8');
  if (!index.includes('"manifests"')) throw new Error('the copy has no index');
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        stat(join(entry.parentPath, entry.name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
