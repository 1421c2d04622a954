/** True for the host of an address that never leaves this machine; a port after it does not matter. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/.test(host);
}
