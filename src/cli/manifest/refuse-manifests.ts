import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { checkManifests } from './check-manifests.ts';
import type { ParsedFile } from './parse-manifests.ts';
import { problemError } from './problem.ts';

/** Ends a command over files that cannot be read in full, with what the manager finds in the rest of them where one runs. */
export async function refuseManifests(context: CommandContext, { manifests, problems }: ParsedFile): Promise<never> {
  const client = await context.connect().catch((error: unknown) => {
    if (error instanceof CliError) return undefined;
    throw error;
  });
  if (client) await checkManifests(client.objects, manifests, problems);
  throw problemError(problems);
}
