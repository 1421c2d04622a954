/** Destinations of a `/proc/net/route` as CIDRs, but for the default route. */
export function hostRoutes(routes: string): readonly string[] {
  return routes
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .filter((columns) => columns.length > 7 && columns[7] !== '00000000')
    .map((columns) => `${address(columns[1] ?? '')}/${prefixLength(columns[7] ?? '')}`);
}

/** The kernel prints addresses in hexadecimal, lowest byte first. */
function address(hexadecimal: string): string {
  return bytes(hexadecimal).join('.');
}

function prefixLength(hexadecimal: string): number {
  return bytes(hexadecimal)
    .map((byte) => byte.toString(2).replaceAll('0', '').length)
    .reduce((sum, bits) => sum + bits, 0);
}

function bytes(hexadecimal: string): readonly number[] {
  return [6, 4, 2, 0].map((offset) => Number.parseInt(hexadecimal.slice(offset, offset + 2), 16));
}
