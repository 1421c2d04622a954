import type { ProjectRule } from '../rule.ts';

/** Single files may be longer, but the share of short ones is held. */
export const mostFilesShort: ProjectRule = {
  name: 'most-files-short',
  checkProject({ files, layers }) {
    const { mostFiles, mostFilesShare } = layers.table.budgets;
    const product = [...files.values()].filter((file) => !layers.isTest(file.path));
    const long = product.filter((file) => file.lines > mostFiles);
    if (long.length <= product.length * (1 - mostFilesShare)) return [];
    const share = `${Math.round(mostFilesShare * 100)} %`;
    return long.map((file) => ({
      file: file.path,
      line: mostFiles,
      message: `${file.lines} lines; ${share} of all files must have at most ${mostFiles}: split this one`,
    }));
  },
};
