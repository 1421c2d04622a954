import type { ApiError } from '#api/meta/api-error.ts';
import type { Manifest } from './manifest.ts';
import type { Problem } from './problem.ts';

function sentence(message: string, field: string): string {
  const spoken = message.startsWith(`${field}: `) ? message.slice(field.length + 2) : message;
  // Some messages name the field again; the path says it already.
  return spoken.replace(`unknown field "${field}"`, 'unknown field').replace(`: ${field} in body should`, ': should');
}

/** What a server's refusal of an object means in the file it came from: one problem for each cause. */
export function refusalProblems(manifest: Manifest, refusal: ApiError): readonly Problem[] {
  const { file, object } = manifest;
  const causes = refusal.details.causes ?? [];
  if (causes.length === 0) {
    return [{ file, position: manifest.locate('metadata.name'), field: '', message: refusal.message }];
  }
  return causes.map(({ field = '', message, reason }) => {
    const path = field.replace(/^\./, '');
    const conflict = reason === 'FieldManagerConflict';
    return {
      file,
      position: manifest.locate(path),
      field: path,
      message: conflict
        ? `${message}: somebody else set it on ${object.metadata.name}; take it out of the file or give it their value`
        : sentence(message, path),
    };
  });
}
