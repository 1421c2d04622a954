import type { ServerTable } from './server-table.ts';

export interface TableView {
  readonly wide: boolean;
  /** With a first column that tells the namespace. */
  readonly namespaces: boolean;
}

type Columns = NonNullable<ServerTable['columnDefinitions']>;

function shown(columns: Columns, view: TableView): readonly number[] {
  return columns.flatMap(({ priority }, index) => (priority === 0 || view.wide ? [index] : []));
}

function text(cell: unknown): string {
  if (cell === null || cell === undefined || cell === '') return '-';
  return typeof cell === 'string' ? cell.replaceAll('\n', ' ') : JSON.stringify(cell);
}

/** A server's Table as rows of text. `columns` are those of the first Table of a watch, since later ones leave them out. */
export const tableRows = {
  head(columns: Columns, view: TableView): readonly string[] {
    const names = shown(columns, view).map((index) => columns[index]?.name.toUpperCase() ?? '');
    return view.namespaces ? ['NAMESPACE', ...names] : names;
  },

  body(table: ServerTable, columns: Columns, view: TableView): readonly (readonly string[])[] {
    return (table.rows ?? []).map(({ cells, object }) => {
      const row = shown(columns, view).map((index) => text(cells[index]));
      return view.namespaces ? [object.metadata.namespace ?? '-', ...row] : row;
    });
  },
} as const;
