import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { checkProject } from './architecture/check-project.ts';
import { printViolations } from './architecture/print-violations.ts';
import { readProject } from './architecture/read-project.ts';

// `npm run lint [-- PATH…]`: oxlint, then the rules it cannot express.
const root = join(import.meta.dirname, '..');
const paths = process.argv.slice(2);
const oxlint = spawnSync(join(root, 'node_modules/.bin/oxlint'), paths, { cwd: root, stdio: 'inherit' });
if (oxlint.error !== undefined) throw oxlint.error;

const project = readProject(root);
const violations = checkProject(project).filter(
  ({ file }) => paths.length === 0 || paths.some((path) => file.startsWith(path.replace(/^\.\//, ''))),
);
if (violations.length > 0) console.error(printViolations(violations));
console.log(`Architecture: ${project.files.size} files, ${violations.length} violations.`);
process.exitCode = oxlint.status === 0 && violations.length === 0 ? 0 : 1;
