/** How to reach a Kubernetes-style API server and who to be there. Keys and tokens are secret. */
export interface ServerConnection {
  /** `https://address:port`, possibly with a path in front of the API's own. */
  readonly server: string;
  /** PEM certificates that the server's must hang from; the system's own where absent. */
  readonly authority?: string;
  /** The name the server's certificate must bear, where it differs from the one in `server`. */
  readonly serverName?: string;
  /** PEM client certificate and key. */
  readonly certificate?: string;
  readonly key?: string;
  /** A bearer token, or what gives the one to use now: it is asked for every request, as tokens in files are renewed. */
  readonly token?: string | (() => Promise<string>);
}
