import { ApiError } from '#api/meta/api-error.ts';

/** What etcd takes by default, so that every object is valid on either store. */
const sizeLimit = 1.5 * 1024 * 1024;

/** Refuses what is larger than the storage keeps; `bytes` is the size of its encoded form. */
export function checkSize(bytes: number): void {
  if (bytes <= sizeLimit) return;
  const message = `the object has ${bytes} bytes; at most ${sizeLimit} can be stored: split it`;
  throw new ApiError('RequestEntityTooLarge', message);
}
