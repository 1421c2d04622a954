import { allRules } from './all-rules.ts';
import type { Project } from './project.ts';
import type { Violation } from './violation.ts';

/** Exceptions that no longer except anything: their file is gone. */
function staleExceptions({ files, layers }: Project): Violation[] {
  const stale = layers.table.exceptions.filter((entry) => !files.has(entry.file) || entry.reason.trim() === '');
  return stale.map(({ file, rule }) => ({
    rule: 'stale-exception',
    file: 'layers.json',
    line: 1,
    message: `the exception of ${file} from ${rule} has no such file or no reason`,
  }));
}

/** Judges every file by every rule; what layers.json excepts is left out. */
export function checkProject(project: Project): Violation[] {
  const found = staleExceptions(project);
  for (const rule of allRules) {
    if ('checkProject' in rule) {
      found.push(...rule.checkProject(project).map((violation) => ({ ...violation, rule: rule.name })));
      continue;
    }
    for (const file of project.files.values()) {
      rule.check(file, project, (line, message) => found.push({ rule: rule.name, file: file.path, line, message }));
    }
  }
  return found.filter(({ file, rule }) => !project.layers.isExcepted(file, rule));
}
