import { BuildError } from '../build-error.ts';
import { isLoopback } from '../fetch/is-loopback.ts';
import { openWeb } from '../fetch/web.ts';
import type { OfficialPlaces } from '../recipes/official-places.ts';
import { placeOf } from '../recipes/place-of.ts';
import type { Recipe } from '../recipes/recipe.ts';

/** Whoever is there answers within this time; whoever waits for the first cluster has no more of it. */
const patienceMilliseconds = 5_000;

/** Asks each server that published artifacts come from for one small thing; rejects naming those that do not answer. */
export async function probeOfficial(
  recipes: readonly Recipe[],
  { places, signal }: { readonly places: OfficialPlaces; readonly signal: AbortSignal },
): Promise<void> {
  const web = openWeb({ pace: { stallMilliseconds: patienceMilliseconds, attempts: 1, backoffMilliseconds: 0 } });
  const ask = async (url: string): Promise<string[]> => {
    try {
      const { status, body } = await web.get(url, { signal, from: 1 });
      // The rest is not wanted, and that it does not come is no news.
      body.on('error', () => undefined).destroy();
      return status < 500 && status !== 404 ? [] : [`${url} answers ${status}`];
    } catch (error) {
      signal.throwIfAborted();
      return [`${new URL(url).host} does not answer (${reasonOf(error)})`];
    }
  };
  try {
    const problems = (await Promise.all(questions(recipes, places).map(ask))).flat();
    if (problems.length > 0) {
      throw new BuildError('DownloadFailed', `${[...new Set(problems)].join(', ')}.`, { retryable: true });
    }
  } finally {
    await web.close();
  }
}

/** One published file of each server, and the front page of each registry. */
function questions(recipes: readonly Recipe[], places: OfficialPlaces): string[] {
  const urls = recipes.flatMap((recipe) => {
    if (recipe.type === 'downloads') return recipe.files.slice(0, 1).map(({ url }) => placeOf(url, places));
    return recipe.type === 'image-copy' ? [frontPage(placeOf(recipe.reference, places))] : [];
  });
  return [...new Map(urls.map((url) => [new URL(url).host, url])).values()];
}

function frontPage(reference: string): string {
  const [host = ''] = reference.split('/');
  // Images of Docker's hub are named after another host than the one that has them.
  const registry = host === 'docker.io' ? 'registry-1.docker.io' : host;
  return `${isLoopback(host) ? 'http' : 'https'}://${registry}/v2/`;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
