import type { Project } from './project.ts';
import type { SourceFile } from './source-file.ts';
import type { Violation } from './violation.ts';

/** Says what is wrong and where; the rule's name and the file are added by the caller. */
export type Report = (line: number, message: string) => void;

/** A rule that judges one file at a time. */
export interface FileRule {
  readonly name: string;
  check(file: SourceFile, project: Project, report: Report): void;
}

/** A rule that judges the project as a whole. */
export interface ProjectRule {
  readonly name: string;
  checkProject(project: Project): Omit<Violation, 'rule'>[];
}

export type Rule = FileRule | ProjectRule;
