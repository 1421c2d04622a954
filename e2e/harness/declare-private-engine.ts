import type { Installation } from './installation.ts';
import type { PrivateEngine } from './private-engine.ts';

/** Declares a private engine as the Provider `private`, with the Secret that opens it. */
export async function declarePrivateEngine(
  installation: Installation,
  { address, port, tls }: PrivateEngine,
): Promise<void> {
  const secretRef = { namespace: 'slipway-system', name: 'private' };
  const stringData = { 'ca.crt': tls.authority, 'tls.crt': tls.certificate, 'tls.key': tls.key };
  await installation.apply(
    { apiVersion: 'v1', kind: 'Secret', metadata: secretRef, stringData },
    {
      apiVersion: 'slipway.dev/v1alpha1',
      kind: 'Provider',
      metadata: { name: 'private' },
      spec: { type: 'docker', secretRef, docker: { host: `tcp://${address}:${port}` } },
    },
  );
}
