import type { DockerContext } from './docker-context.ts';
import { listedResolvers } from './listed-resolvers.ts';
import { resolverAnswers } from './resolver-answers.ts';

const patience = 1000;
const validity = 60_000;

/** Resolvers of the engine's host that answer; asked anew after a minute. `gateway` where none is known or answers. */
export type FindResolvers = (gateway: string) => Promise<readonly string[]>;

export function createResolverFinder(context: DockerContext): FindResolvers {
  let found: readonly string[] = [];
  let until = 0;
  return async (gateway) => {
    if (context.timers.monotonic() >= until || found.length === 0) {
      const { resolvers, answering } = await context.host();
      const candidates = listedResolvers(resolvers ?? '');
      const answers = await Promise.all(
        candidates.map(
          async (address) => answering?.includes(address) ?? (await resolverAnswers(address, context.timers, patience)),
        ),
      );
      found = candidates.filter((_, index) => answers[index]);
      until = context.timers.monotonic() + validity;
    }
    return found.length > 0 ? found : [gateway];
  };
}
