import { machineContainers, type MachineContainer } from './machine-container.ts';

export interface HostState {
  /** Pod routes as the kernel has them. */
  readonly routes: readonly string[];
  /** Checksums of configuration, without the stored pod routes. */
  readonly files: readonly string[];
  /** When it booted, to tell that nothing restarted it. */
  readonly boot: string;
}

const sums = [
  'find /etc/slipway /etc/kubernetes /etc/cni /var/lib/kubelet/config.yaml /var/lib/kubelet/kubeadm-flags.env -type f',
  '! -path /etc/slipway/routes.json -exec sha256sum {} + | sort -k 2',
].join(' ');

/** What a machine's host is configured to be. */
export async function hostState(container: MachineContainer): Promise<HostState> {
  const run = (text: string) => machineContainers.execute(container, ['sh', '-c', text]);
  const lines = (text: string) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
  const [routes, files, boot] = await Promise.all([
    run('ip route show proto 83; ip -6 route show proto 83'),
    run(sums),
    run('stat -c %Y /proc/1'),
  ]);
  return { routes: lines(routes).toSorted(), files: lines(files), boot: boot.trim() };
}
