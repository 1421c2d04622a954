import type { HostFile } from '../host/host-file.ts';

/** A file for a machine, and whether it came from a Secret: then it travels apart and is shown to nobody. */
export interface SourcedFile extends HostFile {
  readonly secret: boolean;
}
