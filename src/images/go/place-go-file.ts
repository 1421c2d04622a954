/** Tests, and what only people read; half of the archive, which no build opens. */
const unneeded = /(^|\/)testdata\/|_test\.go$|^(api|doc|misc|test)\//;
/** An archive of a module cannot say that a file may be run. */
const programs = /^(bin|pkg\/tool)\/|^lib\/.*_exec$/;

/** Where a file of the Go compiler's module goes. A module cannot hold the go.mod of another: they have another name there. */
export function placeGoFile(path: string): { readonly path: string; readonly mode: number } | undefined {
  if (unneeded.test(path)) return undefined;
  return { path: path.replace(/(^|\/)_go\.mod$/, '$1go.mod'), mode: programs.test(path) ? 0o755 : 0o644 };
}
