import type { KubeObject } from '#api/meta/kube-object.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { findKinds } from '../kinds/find-kinds.ts';
import { objectLabel } from '../kinds/object-label.ts';
import type { Selection } from '../kinds/selection.ts';
import { objectText } from '../render/object-text.ts';
import { printTables } from '../render/print-tables.ts';

export interface GetOptions {
  readonly namespace?: string | undefined;
  readonly allNamespaces?: boolean | undefined;
  readonly output?: 'json' | 'yaml' | 'wide' | 'name' | undefined;
  readonly selector?: string | undefined;
  readonly watch?: boolean | undefined;
}

function selections(kinds: string, names: readonly string[], options: GetOptions): readonly Selection[] {
  const slash = /^([^/,]+)\/(.+)$/.exec(kinds);
  const chosen = findKinds(slash?.[1] ?? kinds);
  const named = slash?.[2] === undefined ? names : [slash[2], ...names];
  if (chosen.length > 1 && named.length > 0) {
    throw new CliError('a name needs one kind', { exitCode: exitCodes.usage });
  }
  return chosen.map((kind) => ({
    kind,
    names: named,
    namespace:
      kind.scope === 'Cluster' || options.allNamespaces === true ? undefined : (options.namespace ?? 'default'),
    selector: options.selector,
  }));
}

async function read(client: KubeClient, selection: Selection): Promise<readonly KubeObject[]> {
  const { kind, names, namespace, selector } = selection;
  if (names.length > 0) return Promise.all(names.map((name) => client.objects.get(kind, { namespace, name })));
  const list = await client.objects.list(kind, {
    ...(namespace === undefined ? {} : { namespace }),
    ...(selector === undefined ? {} : { labelSelector: selector }),
  });
  return list.items;
}

async function readAll(client: KubeClient, chosen: readonly Selection[]): Promise<readonly (readonly KubeObject[])[]> {
  return Promise.all(chosen.map((selection) => read(client, selection)));
}

async function follow(
  context: CommandContext,
  client: KubeClient,
  selection: Selection & { readonly output: GetOptions['output'] },
) {
  const { kind, names, namespace, selector, output } = selection;
  const watch = client.objects.watch(kind, {
    signal: context.signal,
    ...(namespace === undefined ? {} : { namespace }),
    ...(selector === undefined ? {} : { labelSelector: selector }),
    ...(names[0] === undefined ? {} : { fieldSelector: `metadata.name=${names[0]}` }),
  });
  for (let events = await watch.next(); events.length > 0; events = await watch.next()) {
    for (const event of events) {
      if (event.type === 'BOOKMARK') continue;
      const text =
        output === 'name'
          ? objectLabel(kind, event.object.metadata.name)
          : await objectText(event.object, output === 'json' ? 'json' : 'yaml');
      context.terminal.print(output === 'yaml' ? `---\n${text}` : text);
    }
  }
}

/** `slipway get KIND[,KIND] [NAME…]`. */
export async function get(
  context: CommandContext,
  target: { readonly kinds: string; readonly names: readonly string[] },
  options: GetOptions,
): Promise<ExitCode> {
  const chosen = selections(target.kinds, target.names, options);
  const { output, watch = false } = options;
  const [first] = chosen;
  if (watch && (chosen.length !== 1 || (first?.names.length ?? 0) > 1)) {
    throw new CliError('watching needs one kind, and one name at most', { exitCode: exitCodes.usage });
  }
  if (
    options.allNamespaces === true &&
    chosen.some(({ kind, names }) => kind.scope === 'Namespaced' && names.length > 0)
  ) {
    throw new CliError('a name cannot be looked up in all namespaces', {
      exitCode: exitCodes.usage,
      cure: 'name the namespace with -n',
    });
  }
  const client = await context.connect();
  if (output === undefined || output === 'wide') {
    return printTables(context, client, { selections: chosen, wide: output === 'wide', watch });
  }
  if (watch && first) {
    await follow(context, client, { ...first, output });
    return exitCodes.ok;
  }
  const found = await readAll(client, chosen);
  if (output === 'name') {
    for (const [index, objects] of found.entries()) {
      const kind = chosen[index]?.kind;
      for (const { metadata } of objects) if (kind) context.terminal.print(objectLabel(kind, metadata.name));
    }
    return exitCodes.ok;
  }
  const objects = found.flat();
  const single = chosen.length === 1 && first?.names.length === 1;
  const value = single ? objects[0] : { apiVersion: 'v1', kind: 'List', metadata: {}, items: objects };
  context.terminal.print(await objectText(value, output));
  return exitCodes.ok;
}
