/** No answer came from a server: it says nothing about what exists there, nor whether a write was done. */
export class ConnectionLost extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ConnectionLost';
  }
}
