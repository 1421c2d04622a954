/** Programs compiled together from published Go modules, in one wrapper module of ours. */
export interface GoProgramsRecipe {
  readonly type: 'go-programs';
  readonly name: string;
  readonly version: string;
  readonly modules: readonly { readonly path: string; readonly version: string }[];
  /** A module whose siblings it requires at v0.0.0 are replaced by their published `version`. */
  readonly staging?: { readonly module: string; readonly version: string };
  readonly programs: readonly { readonly name: string; readonly package: string }[];
  /** Package variables set by the linker: how a program learns its own version. */
  readonly linkerValues: readonly { readonly symbol: string; readonly value: string }[];
}

/** One static program from one C file. */
export interface CProgramRecipe {
  readonly type: 'c-program';
  readonly name: string;
  readonly version: string;
  readonly source: string;
}

/** A root file system of Debian packages. */
export interface DebianSystemRecipe {
  readonly type: 'debian-system';
  readonly name: string;
  readonly suite: string;
  /** `essential`: installed and configured; `extract`: the files of the packages and of what they depend on, nothing run. */
  readonly variant: 'essential' | 'extract';
  readonly packages: readonly string[];
}

/** How the right digest of a fetched file is known: written down here, or asked for where the file is published. */
export type Checksum =
  | { readonly from: 'pinned'; readonly digest: string }
  /** A text of lines `digest` or `digest  file name`. */
  | { readonly from: 'published'; readonly url: string };

/** One file that a project publishes: a program, or a gzipped tar with some. */
export interface PublishedFile {
  readonly url: string;
  readonly checksum: Checksum;
  /** What is kept: the file itself under one name, or files out of the tar, each from its path there. */
  readonly keep: { readonly name: string } | { readonly unpacked: Readonly<Record<string, string>> };
}

/** Programs as their projects publish them. */
export interface DownloadsRecipe {
  readonly type: 'downloads';
  readonly name: string;
  readonly version: string;
  readonly files: readonly PublishedFile[];
}

/** A container image as a registry has it, as a tar of an OCI layout. */
export interface ImageCopyRecipe {
  readonly type: 'image-copy';
  readonly name: string;
  readonly version: string;
  /** `registry/repository:tag`; resolved to a digest once, which is recorded. */
  readonly reference: string;
}

/** A root file system that starts from a copied image; Debian packages that it lacks are installed. */
export interface ImageSystemRecipe {
  readonly type: 'image-system';
  readonly name: string;
  /** The step that copies the image. */
  readonly image: string;
  readonly packages: readonly string[];
}

/** An artifact that somebody made before, by the digests of its files: it is the same wherever it lies. */
export interface MirroredRecipe {
  readonly type: 'mirrored';
  readonly name: string;
  readonly version?: string;
  readonly files: readonly { readonly name: string; readonly digest: string; readonly sizeBytes: number }[];
  readonly facts: { readonly [name: string]: unknown };
}

/** Where one file or tree of an archive comes from. Paths inside the archive have no leading slash. */
export type ArchivePart =
  | {
      readonly from: 'archive';
      readonly step: string;
      readonly file: string;
      readonly prefix: string;
      readonly exclude: readonly string[];
    }
  | { readonly from: 'program'; readonly step: string; readonly file: string; readonly path: string }
  /** A file of this machine, named by its digest so that its place does not matter. */
  | { readonly from: 'input'; readonly digest: string; readonly path: string; readonly mode: number }
  | { readonly from: 'text'; readonly path: string; readonly mode: number; readonly content: string }
  | { readonly from: 'link'; readonly path: string; readonly target: string }
  | { readonly from: 'directory'; readonly path: string; readonly mode: number };

/** A container image: as a step copied it, or made here with one layer. `reference` is `repository:tag`, complete. */
export type ContainerImageRecipe = CopiedImageRecipe | MadeImageRecipe;

export interface CopiedImageRecipe {
  readonly from: 'copy';
  readonly reference: string;
  readonly step: string;
}

export interface MadeImageRecipe {
  readonly from?: 'parts';
  readonly reference: string;
  readonly parts: readonly ArchivePart[];
  readonly entrypoint: readonly string[];
  readonly user: string;
  /** `NAME=value` each, besides the PATH. */
  readonly environment?: readonly string[];
}

/** Container images in a containerd store, unpacked, as a tar of containerd's root directory. */
export interface ImageStoreRecipe {
  readonly type: 'image-store';
  readonly name: string;
  readonly images: readonly ContainerImageRecipe[];
  /** References the kubelet never removes. */
  readonly pinned: readonly string[];
}

/** A whole root file system as one tar. */
export interface RootArchiveRecipe {
  readonly type: 'root-archive';
  readonly name: string;
  readonly parts: readonly ArchivePart[];
}

/** One container image as a tar of an OCI layout, to be loaded where it is to run or pushed to a registry. */
export interface ImageArchiveRecipe {
  readonly type: 'image-archive';
  readonly name: string;
  readonly image: MadeImageRecipe;
}

/** How one artifact is made: plain data, whose canonical form is the artifact's name in the cache. */
export type Recipe = (
  | GoProgramsRecipe
  | CProgramRecipe
  | DebianSystemRecipe
  | DownloadsRecipe
  | ImageCopyRecipe
  | ImageSystemRecipe
  | MirroredRecipe
  | ImageStoreRecipe
  | RootArchiveRecipe
  | ImageArchiveRecipe
) & {
  /** Raised when the way of building changes without any other field changing. */
  readonly revision: number;
};
