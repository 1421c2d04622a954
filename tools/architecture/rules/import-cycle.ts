import type { Project } from '../project.ts';
import { resolveImport } from '../resolve-import.ts';
import type { ProjectRule } from '../rule.ts';

type Graph = ReadonlyMap<string, readonly string[]>;

function graphOf(project: Project): Graph {
  const graph = new Map<string, string[]>();
  for (const [path, file] of project.files) {
    const targets = file.imports.map(({ specifier }) => resolveImport(file, specifier, project));
    const paths = targets.flatMap((target) => (target.kind === 'file' ? [target.path] : []));
    graph.set(
      path,
      [...new Set(paths)].filter((target) => project.files.has(target)),
    );
  }
  return graph;
}

/** The cycles a depth-first walk meets: at least one for every set of files that reach each other. */
function cyclesIn(graph: Graph): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (path: string): void => {
    const at = trail.indexOf(path);
    if (at !== -1) cycles.push(trail.slice(at));
    if (at !== -1 || done.has(path)) return;
    trail.push(path);
    for (const target of graph.get(path) ?? []) visit(target);
    trail.pop();
    done.add(path);
  };
  for (const path of graph.keys()) visit(path);
  return cycles;
}

/** No import cycle, also not one of types only. */
export const importCycle: ProjectRule = {
  name: 'import-cycle',
  checkProject(project) {
    return cyclesIn(graphOf(project)).map((cycle) => ({
      file: cycle[0] ?? '',
      line: 1,
      message: `import cycle: ${[...cycle, cycle[0]].join(' → ')}`,
    }));
  },
};
