import type { ApiAnswer, ApiCall } from '../host-system.ts';
import type { FakeHost } from './fake-host.ts';
import { kubeletKubeconfig } from './kubelet-kubeconfig.ts';

const manifests = ['etcd', 'kube-apiserver'];
const helpers: { readonly [port: string]: string } = { '10257': 'kube-controller-manager', '10259': 'kube-scheduler' };
const etcdData = '/var/lib/etcd/member';
const pem = '/var/lib/kubelet/pki/kubelet-client-current.pem';

function status(code: number, body = '{}'): ApiAnswer {
  return { reached: true, status: code, body };
}

/** The cluster a fake machine makes or joins. What it knows is in etcd and outlives any machine's power cut. */
export class FakeCluster {
  /** Tokens the API server accepts. */
  readonly tokens = new Set<string>();
  readonly nodes = new Map<string, { podCidr: string }>();
  readonly etcdMembers = new Set<string>();
  /** How often an empty etcd began: a second time means that data was lost. */
  etcdBeginnings = 0;
  /** Whether machines other than the one under test serve the API. */
  readonly servedElsewhere: boolean;
  skewMilliseconds = 0;

  constructor(options: { readonly servedElsewhere: boolean }) {
    this.servedElsewhere = options.servedElsewhere;
  }

  /** The API server of that machine runs: its static pods and certificates are whole and a kubelet runs them. */
  servedBy(machine: FakeHost): boolean {
    const whole = (path: string): boolean => (machine.disk.files.get(path)?.content ?? '') !== '';
    return (
      machine.kubeletRuns &&
      manifests.every((name) => whole(`/etc/kubernetes/manifests/${name}.yaml`)) &&
      whole('/etc/kubernetes/pki/apiserver.crt') &&
      whole('/etc/kubernetes/pki/etcd/server.crt')
    );
  }

  /** Etcd starts, the kubelet asks for its certificate and registers its Node. */
  kubeletWorks(machine: FakeHost): void {
    const { files } = machine.disk;
    const served = this.servedBy(machine);
    if (served && !files.has(etcdData) && !this.servedElsewhere) {
      this.etcdBeginnings += 1;
      files.set(etcdData, { content: `data ${this.etcdBeginnings}`, mode: '0600', synced: true });
    }
    if (!served && !this.servedElsewhere) return;
    const bootstrap = files.get('/etc/kubernetes/bootstrap-kubelet.conf')?.content;
    const token = bootstrap === undefined ? undefined : /token: (\S+)/.exec(bootstrap)?.[1];
    // A kubelet whose kubeconfig or certificate is not whole asks again.
    const hasIdentity = (): boolean =>
      ['/etc/kubernetes/kubelet.conf', pem].every((path) => (files.get(path)?.content ?? '') !== '') ||
      (files.get('/etc/kubernetes/kubelet.conf')?.content ?? '').includes('/etc/kubernetes/');
    if (!hasIdentity() && token !== undefined && this.tokens.has(token)) {
      machine.disk.writeUnsynced(pem, 'CERTIFICATE and KEY');
      machine.disk.writeUnsynced('/etc/kubernetes/kubelet.conf', kubeletKubeconfig(pem));
    }
    if (!hasIdentity()) return;
    if (!this.nodes.has(machine.nodeName)) this.nodes.set(machine.nodeName, { podCidr: '10.244.1.0/24' });
  }

  answer(call: ApiCall, machine: FakeHost): ApiAnswer {
    const url = new URL(call.url);
    const served = this.servedBy(machine);
    const helper = helpers[url.port];
    if (
      helper !== undefined &&
      (machine.disk.files.get(`/etc/kubernetes/manifests/${helper}.yaml`)?.content ?? '') === ''
    ) {
      return { reached: false, why: 'the connection is refused.' };
    }
    if (url.hostname === '127.0.0.1')
      return served ? status(200, 'ok') : { reached: false, why: 'the connection is refused.' };
    if (!served && !this.servedElsewhere) return { reached: false, why: 'the connection is refused.' };
    if (url.pathname.endsWith('/cluster-info')) {
      return {
        reached: true,
        status: 200,
        body: '{}',
        date: new Date(Date.parse('2026-01-01T00:00:00Z') + this.skewMilliseconds).toUTCString(),
      };
    }
    if (call.token !== undefined) return status(this.tokens.has(call.token) ? 200 : 401);
    if (call.identity === undefined) return status(401);
    if (call.body !== undefined) {
      const { metadata, spec } = JSON.parse(call.body) as { metadata: { name: string }; spec: { podCIDR?: string } };
      if (this.nodes.has(metadata.name)) return status(409);
      this.nodes.set(metadata.name, { podCidr: spec.podCIDR ?? '' });
      return status(201);
    }
    const node = this.nodes.get(machine.nodeName);
    const object = { spec: node === undefined ? {} : { podCIDRs: [node.podCidr] } };
    if (url.searchParams.has('watch')) return status(200, JSON.stringify({ type: 'ADDED', object }));
    return status(
      200,
      JSON.stringify({ metadata: { resourceVersion: '1' }, items: node === undefined ? [] : [object] }),
    );
  }
}
