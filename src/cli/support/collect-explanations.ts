import { kinds } from '#api/kinds.ts';
import { blockedLink } from '#explain/blocked-link.ts';
import { readExplanation } from '../explain/read-explanation.ts';
import { readSurroundings } from '../explain/surroundings.ts';
import { explanationLines } from '../render/explanation-lines.ts';
import type { BundleFile } from './bundle-file.ts';
import type { Collector } from './collecting.ts';

/** Each takes seconds where machines are frozen. */
const most = 20;

/** Why each object that is not as declared is not. */
export const collectExplanations: Collector = async ({ client, context, missed }) => {
  const lists = await Promise.all(
    kinds.map(async (kind) => ({ kind, items: (await client.objects.list(kind)).items })),
  );
  const blocked = lists.flatMap(({ items, kind }) =>
    items.filter((item) => blockedLink(item) !== undefined).map(({ metadata }) => ({ kind, metadata })),
  );
  if (blocked.length > most) missed(`explanations of ${blocked.length - most} objects after the first ${most}`);
  const files: BundleFile[] = [];
  for (const { kind, metadata } of blocked.slice(0, most)) {
    const { name, namespace } = metadata;
    const explanation = await readExplanation(
      context,
      client,
      await readSurroundings(client, kind, { namespace, name }),
    );
    const path = `explanations/${kind.singular}-${namespace ?? 'cluster'}-${name}.txt`;
    files.push({ path, text: explanationLines.whole(explanation, context.clock.now()).join('\n') });
  }
  return files;
};
