import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import type { ComparedCase, Step } from './compared-case.ts';

const folder = join(import.meta.dirname, 'cases');

function stepOf(written: unknown, where: string): Step {
  if (typeof written === 'string') return { line: written, body: undefined };
  const [entry, ...more] = Object.entries(written as object);
  if (!entry || more.length > 0) throw new Error(`${where}: a step is one request, or one request with its body`);
  return { line: entry[0], body: entry[1] };
}

/** Every case of every file: a file is a topic, and maps the name of each case to its steps. */
export function readCases(): readonly ComparedCase[] {
  const files = globSync('*.yaml', { cwd: folder }).toSorted();
  const cases = files.flatMap((file) => {
    const topic = basename(file, '.yaml');
    const written = parse(readFileSync(join(folder, file), 'utf8'), { merge: true }) as {
      readonly [name: string]: readonly unknown[];
    };
    return Object.entries(written).map(([name, steps], index) => ({
      topic,
      name,
      namespace: `${topic}-${index + 1}`,
      steps: steps.map((step) => stepOf(step, `${file}: ${name}`)),
    }));
  });
  return cases;
}
