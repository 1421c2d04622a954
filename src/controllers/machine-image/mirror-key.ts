/** The key of the task that fills a directory with the parts of an image. */
export function mirrorKey(image: string, directory: string): string {
  return `image/${image}/mirror/${directory}`;
}
