import type { ImageScope } from './scope.ts';

/** Whether a person's request to build the image has not been answered yet. */
export function askedAnew({ image, request }: ImageScope): boolean {
  return request !== undefined && request !== image.status?.request;
}
