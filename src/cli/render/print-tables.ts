import type { KubeClient } from '#kube/create-kube-client.ts';
import { resourcePath } from '#kube/resource-path.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Selection } from '../kinds/selection.ts';
import { type ServerTable, tableMediaType } from './server-table.ts';
import { tableRows, type TableView } from './table-rows.ts';
import { textTable } from './text-table.ts';

interface Printing {
  readonly selections: readonly Selection[];
  readonly wide: boolean;
  readonly watch: boolean;
}

async function readTable(client: KubeClient, { kind, names, namespace, selector }: Selection): Promise<ServerTable> {
  const ask = async (path: string) => (await client.read(path, { accept: tableMediaType })) as ServerTable;
  if (names.length === 0) return ask(resourcePath.collection(kind, namespace, { labelSelector: selector }));
  const tables = await Promise.all(names.map((name) => ask(resourcePath.object(kind, { namespace, name }))));
  const [first] = tables;
  return { metadata: {}, columnDefinitions: [], ...first, rows: tables.flatMap(({ rows }) => rows ?? []) };
}

interface Followed {
  readonly table: ServerTable;
  readonly view: TableView;
  readonly widths: readonly number[];
}

async function follow(
  context: CommandContext,
  client: KubeClient,
  { selection, followed }: { readonly selection: Selection; readonly followed: Followed },
): Promise<void> {
  const { kind, names, namespace, selector } = selection;
  const { table, view } = followed;
  const path = resourcePath.collection(kind, namespace, {
    watch: true,
    labelSelector: selector,
    fieldSelector: names[0] === undefined ? undefined : `metadata.name=${names[0]}`,
    resourceVersion: table.metadata.resourceVersion,
  });
  const { terminal, signal } = context;
  for await (const line of client.lines(path, { accept: tableMediaType, signal })) {
    const { object } = JSON.parse(line) as { readonly object: ServerTable };
    const rows = tableRows.body(object, table.columnDefinitions ?? [], view);
    for (const text of textTable(rows, followed.widths)) terminal.print(text);
  }
}

function nothingFound({ kind, namespace }: Selection): string {
  const where = namespace === undefined ? '' : ` in namespace ${namespace}`;
  return `no ${kind.plural} found${where}`;
}

/** Prints objects as the tables the server makes of them; follows the one selection there is with `watch`. */
export async function printTables(context: CommandContext, client: KubeClient, printing: Printing): Promise<ExitCode> {
  const { selections, wide, watch } = printing;
  const { terminal } = context;
  const tables = await Promise.all(
    selections.map(async (selection) => ({ selection, table: await readTable(client, selection) })),
  );
  const several = selections.length > 1;
  const filled = several ? tables.filter(({ table }) => (table.rows ?? []).length > 0) : tables;
  if (filled.length === 0) terminal.say('nothing found');
  for (const [index, { selection, table }] of filled.entries()) {
    const view = { wide, namespaces: selection.kind.scope === 'Namespaced' && selection.namespace === undefined };
    const columns = table.columnDefinitions ?? [];
    const body = tableRows.body(table, columns, view);
    if (body.length === 0 && !watch) terminal.say(nothingFound(selection));
    if (index > 0) terminal.print('');
    const rows = [tableRows.head(columns, view), ...body];
    const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
    if (several) terminal.print(`${selection.kind.plural}:`);
    if (body.length > 0 || watch) for (const line of textTable(rows)) terminal.print(line);
    if (watch) await follow(context, client, { selection, followed: { table, view, widths } });
  }
  return exitCodes.ok;
}
