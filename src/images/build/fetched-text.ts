/** `12 of 70 MB`. */
export function fetchedText(done: number, total: number | undefined): string {
  const megabytes = (bytes: number) => Math.round(bytes / 1_000_000);
  return total === undefined ? `${megabytes(done)} MB` : `${megabytes(done)} of ${megabytes(total)} MB`;
}
