const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A number of bytes as people say it: `0 B`, `940 MiB`, `1.1 GiB`. */
export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
