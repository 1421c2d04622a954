import { fileDigest } from '../cache/file-digest.ts';

/** Gives a build a file of this machine under its digest, which is returned. */
export async function placeInput(file: string, inputs: Map<string, string>): Promise<string> {
  const digest = await fileDigest(file);
  inputs.set(digest, file);
  return digest;
}
