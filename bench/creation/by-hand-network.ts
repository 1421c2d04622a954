import type { ByHandMachine } from './by-hand-machine.ts';
import { tryUntil } from './try-until.ts';

interface NodeList {
  readonly items: readonly {
    readonly metadata: { readonly name: string };
    readonly spec: { readonly podCIDR?: string };
  }[];
}

async function podCidrs(control: ByHandMachine): Promise<ReadonlyMap<string, string>> {
  const text = await control.run(['kubectl', '--kubeconfig=/etc/kubernetes/admin.conf', 'get', 'nodes', '-o', 'json']);
  const { items } = JSON.parse(text) as NodeList;
  return new Map(
    items.flatMap(({ metadata, spec }) => (spec.podCIDR === undefined ? [] : [[metadata.name, spec.podCIDR]])),
  );
}

function plugins(subnet: string): string {
  const ipam = { type: 'host-local', ranges: [[{ subnet }]], routes: [{ dst: '0.0.0.0/0' }] };
  const list = [
    { type: 'ptp', ipam },
    { type: 'portmap', capabilities: { portMappings: true } },
  ];
  return JSON.stringify({ cniVersion: '1.0.0', name: 'by-hand', plugins: list });
}

/** The pod network of all machines, one machine after the other: container network, routes to the others, masquerade. */
export async function setByHandNetwork(machines: readonly ByHandMachine[]): Promise<void> {
  const [control] = machines;
  if (control === undefined) return;
  let cidrs: ReadonlyMap<string, string> = new Map();
  await tryUntil('every node has addresses for pods', async () => {
    cidrs = await podCidrs(control);
    return cidrs.size === machines.length;
  });
  for (const machine of machines) {
    const own = cidrs.get(machine.name) ?? '';
    const others = machines.filter((other) => other !== machine);
    const routes = others.map((other) => `ip route replace ${cidrs.get(other.name)} via ${other.address}`);
    const rule = `add rule ip by-hand post ip saddr ${own} ip daddr != 10.244.0.0/16 masquerade`;
    const table = `add table ip by-hand; add chain ip by-hand post { type nat hook postrouting priority 100; }; ${rule}`;
    const script = ['sysctl -qw net.ipv4.ip_forward=1', ...routes, `nft '${table}'`].join(' && ');
    await machine.run(['sh', '-c', `cat > /etc/cni/net.d/10-by-hand.conflist && ${script}`], plugins(own));
  }
}
