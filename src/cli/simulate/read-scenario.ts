import { readFile, stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { CliError } from '../cli-error.ts';
import { exitCodes } from '../exit-codes.ts';
import { decodeManifest } from '../manifest/decode-manifest.ts';
import { type ParsedDocument, parseDocuments } from '../manifest/parse-documents.ts';
import { plainSentence } from '../manifest/plain-sentence.ts';
import { type Problem, problemError } from '../manifest/problem.ts';

/** A scenario as it stands in a file, not checked yet. */
export interface WrittenScenario {
  readonly value: unknown;
  /** How a command ends over what is wrong with it: each sentence with its line. */
  refuse(problems: readonly { readonly field: string; readonly message: string }[]): CliError;
}

/** The one scenario of a file, or of standard input (`-`). CliError for what is no such file. */
export async function readScenario(path: string): Promise<WrittenScenario> {
  const file = path === '-' ? 'standard input' : path;
  const found = path === '-' ? undefined : await stat(path).catch(() => undefined);
  if (path !== '-' && found?.isFile() !== true) {
    throw new CliError(`there is no file ${path}`, { exitCode: exitCodes.notFound });
  }
  const tooLarge = found === undefined ? undefined : decodeManifest.sizeProblem(file, found.size);
  if (tooLarge !== undefined) throw problemError([tooLarge]);
  const text = decodeManifest.text(file, path === '-' ? await buffer(process.stdin) : await readFile(path));
  if (typeof text !== 'string') throw problemError([text]);
  const { documents, problems } = parseDocuments(file, text);
  if (problems.length > 0) throw problemError(problems);
  const [document, ...others] = documents;
  if (document === undefined || others.length > 0) {
    throw new CliError(`${file} holds ${documents.length} documents: a scenario is one`, {
      cure: 'see docs/simulate.md for what it says',
    });
  }
  return { value: document.value, refuse: (found) => problemError(found.map((one) => problemAt(file, document, one))) };
}

function problemAt(
  file: string,
  { locate }: ParsedDocument,
  { field, message }: { readonly field: string; readonly message: string },
): Problem {
  return { file, position: locate(field), field, message: plainSentence(message, lastField(field)) };
}

/** Sentences of objects within a scenario name the field as it stands in the object. */
function lastField(field: string): string {
  return field.replace(/^spec\.(?:objects|events|clusters)\[\d+\]\.(?:(?:workload\.)?apply\[\d+\]\.)?/, '');
}
