import type { ManagerCertificates } from './manager-certificates.ts';

/** A kubeconfig for the manager's own API; it is JSON, which is YAML too. It holds a key: a file 0600. */
export function adminKubeconfig(server: string, certificates: ManagerCertificates): string {
  const encode = (text: string) => Buffer.from(text).toString('base64');
  const name = 'slipway';
  return `${JSON.stringify(
    {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [
        { name, cluster: { server, 'certificate-authority-data': encode(certificates.authority.certificate) } },
      ],
      users: [
        {
          name: `${name}-admin`,
          user: {
            'client-certificate-data': encode(certificates.admin.certificate),
            'client-key-data': encode(certificates.admin.key),
          },
        },
      ],
      contexts: [{ name, context: { cluster: name, user: `${name}-admin`, namespace: 'default' } }],
      'current-context': name,
    },
    undefined,
    2,
  )}\n`;
}
