/** A file on a machine; `mode` is an octal text such as "0600". */
export interface HostFile {
  readonly path: string;
  readonly mode: string;
  readonly content: string;
}
