import { type Architecture, ownArchitecture } from '../architecture.ts';

export interface CCompiler {
  readonly program: string;
  /** Debian packages that have the compiler, and the C library to link statically. */
  readonly packages: { readonly compiler: string; readonly library: string };
  /** Where that library lies. */
  readonly libraries: string;
}

const triplets: Record<Architecture, string> = { amd64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' };

/** The C compiler for an architecture: this machine's own, or the one of Debian that makes programs for another. */
export function cCompiler(architecture: Architecture): CCompiler {
  const triplet = triplets[architecture];
  if (architecture === ownArchitecture()) {
    return { program: 'gcc', packages: { compiler: 'gcc', library: 'libc6-dev' }, libraries: `/usr/lib/${triplet}` };
  }
  const packages = {
    compiler: `gcc-${triplet.replace('_', '-')}`,
    library: `libc6-dev-${architecture}-cross`,
  };
  return { program: `${triplet}-gcc`, packages, libraries: `/usr/${triplet}/lib` };
}
