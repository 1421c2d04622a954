import type { Layers } from './layers.ts';

const section = /(<!-- layers: generated -->\n)[\s\S]*?(<!-- \/layers -->)/;

function list(names: readonly string[] | 'all'): string {
  return names === 'all' ? 'all' : names.join(', ') || '–';
}

/** Puts the table of layers between the markers of a page. */
export function layersPage(page: string, { table }: Layers): string {
  if (!section.test(page)) throw new Error('The page has no markers <!-- layers: generated --> and <!-- /layers -->.');
  const areas = Object.entries(table.areas).filter(([, area]) => area.path.startsWith('src/'));
  const rows = areas.map(
    ([id, area]) =>
      `| \`${id}\` | ${area.says} | ${list(area.imports)} | ${area.effects === true ? 'yes' : ''} | ${list(area.packages ?? [])} |`,
  );
  const lines = ['| layer | for | imports | effects | packages |', '| --- | --- | --- | --- | --- |', ...rows];
  return page.replace(
    section,
    (_, opening: string, closing: string) => `${opening}\n${lines.join('\n')}\n\n${closing}`,
  );
}
