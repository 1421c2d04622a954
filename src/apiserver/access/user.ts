/** Who asks: the CN and the organizations of a client certificate. */
export interface User {
  readonly name: string;
  readonly groups: readonly string[];
}
