/** One entry of a tar: what we read of it and write. */
export interface EntryHeader {
  readonly name: string;
  readonly type:
    | 'file'
    | 'link'
    | 'symlink'
    | 'directory'
    | 'block-device'
    | 'character-device'
    | 'fifo'
    | 'contiguous-file';
  readonly mode: number;
  /** Bytes; needed for files. */
  readonly size?: number;
  readonly uid?: number;
  readonly gid?: number;
  /** Target of a link. */
  readonly linkname?: string;
  readonly devmajor?: number;
  readonly devminor?: number;
  /** Extended headers, by name. */
  readonly pax?: unknown;
}
