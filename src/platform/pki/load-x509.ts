import type * as library from '@peculiar/x509';

export type X509 = typeof library;

let loading: Promise<X509> | undefined;

/** Loads the certificate library on first use: it costs a sixth of a second, and most commands never need it. */
export function loadX509(): Promise<X509> {
  loading ??= load();
  return loading;
}

async function load(): Promise<X509> {
  // The library's dependency injection throws at import unless this ran before.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  return x509;
}
