import type { ApiError, StatusCause } from '#api/meta/api-error.ts';
import type { Manifest } from './manifest.ts';
import { plainSentence } from './plain-sentence.ts';
import type { Problem } from './problem.ts';

/** Where a refusal without causes belongs, and what it means to somebody who wrote a file. */
function whole({ object }: Manifest, { message, reason, details }: ApiError): readonly [string, string] {
  const { namespace, name, uid, resourceVersion } = object.metadata;
  if (reason === 'NotFound' && details.kind === 'namespaces') {
    return [
      'metadata.namespace',
      `there is no namespace ${namespace}: create it first, or declare it in the same file`,
    ];
  }
  if (reason === 'RequestEntityTooLarge') return ['', `${name} is larger than what the server keeps: ${message}`];
  if (reason === 'Conflict' && uid !== undefined && message.toLowerCase().includes('uid')) {
    return ['metadata.uid', `is not the uid of a stored object named ${name}: leave it out`];
  }
  if (reason !== 'NotFound' && resourceVersion !== undefined && /resourceVersion|modified/.test(message)) {
    return ['metadata.resourceVersion', `is not the revision of a stored object named ${name}: leave it out`];
  }
  return ['', message];
}

/** What a server's refusal of an object means in the file it came from: one problem for each cause. */
export function refusalProblems(manifest: Manifest, refusal: ApiError): readonly Problem[] {
  const { file, object } = manifest;
  const causes = refusal.details.causes ?? [];
  if (causes.length === 0) {
    const [field, message] = whole(manifest, refusal);
    return [{ file, position: manifest.locate(field || 'metadata.name'), field, message }];
  }
  const problem = (cause: StatusCause): Problem => {
    const field = (cause.field ?? '').replace(/^\./, '');
    const message =
      cause.reason === 'FieldManagerConflict'
        ? `${cause.message}: somebody else set it on ${object.metadata.name}; take it out of the file or give it their value`
        : plainSentence(cause.message, field);
    return { file, position: manifest.locate(field), field, message };
  };
  // What stands in for a missing name was reported where the file was read.
  return causes.map(problem).filter(({ field }) => !(manifest.nameless === true && field === 'metadata.name'));
}
