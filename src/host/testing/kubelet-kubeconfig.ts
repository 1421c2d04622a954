/** A kubeconfig whose user is in `file`. */
export function kubeletKubeconfig(file: string): string {
  return JSON.stringify({
    clusters: [
      {
        name: 'cluster',
        cluster: { server: 'https://172.31.0.5:6443', 'certificate-authority-data': btoa('authority') },
      },
    ],
    users: [{ name: 'node', user: { 'client-certificate': file, 'client-key': file } }],
  });
}
