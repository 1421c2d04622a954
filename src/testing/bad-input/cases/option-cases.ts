import type { BadInputCase } from '../bad-input-case.ts';
import { clusterFile } from '../cluster-file.ts';

const pool = (...lines: readonly string[]): string =>
  clusterFile('pools:', '- name: workers', ...lines.map((line) => `  ${line}`));
const controlPlane = (...lines: readonly string[]): string =>
  clusterFile('controlPlane:', ...lines.map((line) => `  ${line}`));

/** Settings of machines: flags, the kubelet's settings, files, commands, registries, the proxy, authorities. */
export const optionCases: readonly BadInputCase[] = [
  {
    name: 'a flag with dashes in front',
    file: controlPlane('apiServer: {extraArgs: [{name: --v, value: "4"}]}'),
    problems: [
      '8:30 spec.controlPlane.apiServer.extraArgs[0].name: must be the name of a flag without dashes in front, such as v, not "--v"',
    ],
  },
  {
    name: 'a flag without a value',
    file: controlPlane('scheduler: {extraArgs: [{name: v}]}'),
    problems: ['8:29 spec.controlPlane.scheduler.extraArgs[0].value: is missing'],
  },
  {
    name: 'a flag whose value is a number',
    file: controlPlane('controllerManager: {extraArgs: [{name: v, value: 4}]}'),
    problems: [
      '8:47 spec.controlPlane.controllerManager.extraArgs[0].value: must be text, not a whole number: put it in quotes',
    ],
  },
  {
    name: 'flags as a map, which they were once',
    file: controlPlane('apiServer: {extraArgs: {v: "4"}}'),
    problems: ['8:17 spec.controlPlane.apiServer.extraArgs: must be a list, not a map'],
  },
  {
    name: 'a flag of the API server that is computed',
    file: controlPlane('apiServer:', '  extraArgs:', '  - {name: advertise-address, value: 10.0.0.1}'),
    problems: [
      '10:10 spec.controlPlane.apiServer.extraArgs[0].name: this flag is computed for each cluster and cannot be set',
    ],
  },
  {
    name: 'a flag of the controller manager that is computed',
    file: controlPlane('controllerManager: {extraArgs: [{name: cluster-cidr, value: 10.1.0.0/16}]}'),
    problems: [
      '8:38 spec.controlPlane.controllerManager.extraArgs[0].name: this flag is computed for each cluster and cannot be set',
    ],
  },
  {
    name: 'a flag of etcd that is computed',
    file: controlPlane('etcd: {extraArgs: [{name: force-new-cluster, value: "true"}]}'),
    problems: [
      '8:25 spec.controlPlane.etcd.extraArgs[0].name: this flag is computed for each cluster and cannot be set',
    ],
  },
  {
    name: 'admission without what keeps kubelets apart',
    file: controlPlane('apiServer: {extraArgs: [{name: enable-admission-plugins, value: PodNodeSelector}]}'),
    problems: [
      '8:62 spec.controlPlane.apiServer.extraArgs[0].value: must keep NodeRestriction, without which a kubelet may change any Node: name it beside yours',
    ],
  },
  {
    name: 'authorization without roles',
    file: controlPlane('apiServer: {extraArgs: [{name: authorization-mode, value: AlwaysAllow}]}'),
    problems: [
      '8:56 spec.controlPlane.apiServer.extraArgs[0].value: must keep Node and RBAC, by which machines and the manager get their rights: name them beside yours',
    ],
  },
  {
    name: 'a flag of the kubelet that is computed',
    file: pool('kubeletExtraArgs: [{name: node-ip, value: 10.0.0.1}]'),
    problems: ['9:25 spec.pools[0].kubeletExtraArgs[0].name: this flag is computed for each cluster and cannot be set'],
  },
  {
    name: 'a flag of the kubelet that is a setting',
    file: pool('kubeletExtraArgs: [{name: max-pods, value: "10"}]'),
    problems: [
      '9:25 spec.pools[0].kubeletExtraArgs[0].name: this flag is a setting: set it below kubelet, where it is checked',
    ],
  },
  {
    name: 'a setting of the kubelet that does not exist',
    file: pool('kubelet: {maxPod: 10}'),
    problems: ['9:15 spec.pools[0].kubelet.maxPod: unknown field, did you mean "maxPods"?'],
  },
  {
    name: 'a setting of the kubelet that is computed',
    file: pool('kubelet: {cgroupDriver: systemd}'),
    problems: ['9:15 spec.pools[0].kubelet.cgroupDriver: unknown field'],
  },
  {
    name: 'no pods at all on a machine',
    file: pool('kubelet: {maxPods: 0}'),
    problems: ['9:15 spec.pools[0].kubelet.maxPods: must be at least 1, not 0'],
  },
  {
    name: 'a reserve that is no quantity',
    file: pool('kubelet: {systemReserved: {memory: much}}'),
    problems: ['9:32 spec.pools[0].kubelet.systemReserved.memory: must be a quantity such as 500m or 1Gi, not "much"'],
  },
  {
    name: 'a reserve of what cannot be reserved',
    file: pool('kubelet: {kubeReserved: {gpu: "1"}}'),
    problems: ['9:30 spec.pools[0].kubelet.kubeReserved.gpu: unknown field, did you mean "cpu"?'],
  },
  {
    name: 'an eviction signal that does not exist',
    file: pool('kubelet: {evictionHard: {memory: 100Mi}}'),
    problems: [
      '9:15 spec.pools[0].kubelet.evictionHard: its keys must be eviction signals such as memory.available or nodefs.inodesFree',
    ],
  },
  {
    name: 'an eviction threshold that is none',
    file: pool('kubelet: {evictionHard: {memory.available: little}}'),
    problems: [
      '9:30 spec.pools[0].kubelet.evictionHard[memory.available]: must be a quantity such as 500Mi or a share such as 10%, not "little"',
    ],
  },
  {
    name: 'a soft eviction without its time',
    file: pool('kubelet: {evictionSoft: {memory.available: 300Mi}}'),
    problems: ['9:5 spec.pools[0].kubelet: each signal of evictionSoft needs its time in evictionSoftGracePeriod'],
  },
  {
    name: 'thresholds of image removal the wrong way round',
    file: pool('kubelet: {imageGCHighThresholdPercent: 70}'),
    problems: [
      '9:5 spec.pools[0].kubelet: imageGCLowThresholdPercent (80 if absent) must be below imageGCHighThresholdPercent (85 if absent)',
    ],
  },
  {
    name: 'parallel pulls one after the other',
    file: pool('kubelet: {maxParallelImagePulls: 4}'),
    problems: ['9:5 spec.pools[0].kubelet: maxParallelImagePulls above 1 needs serializeImagePulls: false'],
  },
  {
    name: 'cores of their own and none kept',
    file: pool('kubelet: {cpuManagerPolicy: static}'),
    problems: [
      '9:5 spec.pools[0].kubelet: cpuManagerPolicy static needs reserved cores: set reservedSystemCPUs, kubeReserved.cpu or systemReserved.cpu',
    ],
  },
  {
    name: 'a shutdown shorter than a part of it',
    file: pool('kubelet: {shutdownGracePeriod: 10s, shutdownGracePeriodCriticalPods: 20s}'),
    problems: [
      '9:5 spec.pools[0].kubelet: shutdownGracePeriodCriticalPods is a part of shutdownGracePeriod and cannot be longer',
    ],
  },
  {
    name: 'a duration that is none',
    file: pool('kubelet: {imageMinimumGCAge: 2 minutes}'),
    problems: [
      '9:15 spec.pools[0].kubelet.imageMinimumGCAge: must be a duration such as 30s or 1h30m, not "2 minutes"',
    ],
  },
  {
    name: 'a file without content',
    file: pool('files: [{path: /etc/example.conf}]'),
    problems: ['9:13 spec.pools[0].files[0]: say what is in the file: either content or contentFrom'],
  },
  {
    name: 'a file with two contents',
    file: pool(
      'files:',
      '- path: /etc/example.conf',
      '  content: a',
      '  contentFrom: {secretKeyRef: {name: a, key: b}}',
    ),
    problems: [
      '10:7 spec.pools[0].files[0]: say what is in the file: either content or contentFrom',
      '12:7 spec.pools[0].files[0].contentFrom: there is no Secret a in namespace default; make it first, or put it into the same file',
    ],
  },
  {
    name: 'a file at a relative path',
    file: pool('files: [{path: etc/example.conf, content: a}]'),
    problems: [
      '9:14 spec.pools[0].files[0].path: must be an absolute path without . or .. in it, such as /etc/example.conf, not "etc/example.conf"',
    ],
  },
  {
    name: 'a file whose path climbs',
    file: pool('files: [{path: /etc/../etc/shadow, content: a}]'),
    problems: [
      '9:14 spec.pools[0].files[0].path: must be an absolute path without . or .. in it, such as /etc/example.conf, not "/etc/../etc/shadow"',
    ],
  },
  {
    name: 'a static pod',
    file: pool('files: [{path: /etc/kubernetes/manifests/kube-apiserver.yaml, content: a}]'),
    problems: [
      '9:14 spec.pools[0].files[0].path: this place is kept by Slipway, kubeadm, the kubelet or containerd, or is emptied by a boot: choose another',
    ],
  },
  {
    name: 'a file whose mode is a number',
    file: pool('files: [{path: /etc/example.conf, content: a, mode: 0644}]'),
    problems: ['9:51 spec.pools[0].files[0].mode: must be text, not a whole number: put it in quotes'],
  },
  {
    name: 'a file whose mode is none',
    file: pool('files: [{path: /etc/example.conf, content: a, mode: "0888"}]'),
    problems: ['9:51 spec.pools[0].files[0].mode: must be permissions such as "0644", not "0888"'],
  },
  {
    name: 'a secret file that others may read',
    file: `${pool('files:', '- path: /etc/example.conf', '  mode: "0644"', '  contentFrom: {secretKeyRef: {name: login, key: token}}')}---\napiVersion: v1\nkind: Secret\nmetadata: {name: login}\nstringData: {token: a}\n`,
    problems: [
      '10:7 spec.pools[0].files[0]: what comes from a Secret is for root alone: make mode end in 00, such as "0600"',
    ],
  },
  {
    name: 'a file that stands twice',
    file: pool('files:', '- {path: /etc/example.conf, content: a}', '- {path: /etc/example.conf, content: b}'),
    problems: ['11:7 spec.pools[0].files[1]: is there already: another item has the path "/etc/example.conf"'],
  },
  {
    name: 'files that are long together',
    file: pool('files:', ...['a', 'b', 'c'].map((name) => `- {path: /etc/${name}, content: ${name.repeat(30_000)}}`)),
    problems: [
      '9:5 spec.pools[0].files: have more than 65536 characters of content together: put long ones into a ConfigMap',
    ],
  },
  {
    name: 'a text from nowhere',
    file: pool('files: [{path: /etc/example.conf, contentFrom: {}}]'),
    problems: ['9:39 spec.pools[0].files[0].contentFrom: name one source: either configMapKeyRef or secretKeyRef'],
  },
  {
    name: 'a text from a ConfigMap that does not exist',
    file: pool('files: [{path: /etc/example.conf, contentFrom: {configMapKeyRef: {name: texts, key: a}}}]'),
    problems: [
      '9:39 spec.pools[0].files[0].contentFrom: there is no ConfigMap texts in namespace default; make it first, or put it into the same file',
    ],
  },
  {
    name: 'a text under a key that does not exist',
    file: `${pool('files: [{path: /etc/example.conf, contentFrom: {configMapKeyRef: {name: texts, key: motd}}}]')}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: texts}\ndata: {motd.txt: a}\n`,
    problems: ['9:39 spec.pools[0].files[0].contentFrom: ConfigMap texts has no key motd'],
  },
  {
    name: 'an empty command',
    file: pool('preKubeadmCommands: [""]'),
    problems: ['9:26 spec.pools[0].preKubeadmCommands[0]: must not be empty'],
  },
  {
    name: 'a command as a list of words',
    file: pool('postKubeadmCommands: [[modprobe, dummy]]'),
    problems: ['9:27 spec.pools[0].postKubeadmCommands[0]: must be text, not a list'],
  },
  {
    name: 'a registry with a scheme',
    file: clusterFile('registries: [{name: "https://docker.io", mirrors: [{url: "https://mirror.example.com"}]}]'),
    problems: [
      '7:17 spec.registries[0].name: must be a host such as docker.io or registry.example.com:5000, without a scheme',
    ],
  },
  {
    name: 'a registry of which nothing is said',
    file: clusterFile('registries: [{name: docker.io}]'),
    problems: ['7:16 spec.registries[0]: says nothing: give it mirrors, server or caFrom'],
  },
  {
    name: 'a registry that stands twice',
    file: clusterFile(
      'registries:',
      '- {name: docker.io, server: "https://a.example.com"}',
      '- {name: docker.io, server: "https://b.example.com"}',
    ),
    problems: ['9:5 spec.registries[1]: is there already: another item has the name "docker.io"'],
  },
  {
    name: 'a mirror without a scheme',
    file: clusterFile('registries: [{name: docker.io, mirrors: [{url: mirror.example.com}]}]'),
    problems: [
      '7:45 spec.registries[0].mirrors[0].url: must be a URL such as https://mirror.example.com, without name, password or query',
    ],
  },
  {
    name: 'a mirror with a password',
    file: clusterFile('registries: [{name: docker.io, mirrors: [{url: "https://me:hunter2@mirror.example.com"}]}]'),
    problems: [
      '7:45 spec.registries[0].mirrors[0].url: must be a URL such as https://mirror.example.com, without name, password or query',
    ],
  },
  {
    name: 'an authority that does not exist',
    file: clusterFile(
      'registries: [{name: registry.example.com, caFrom: {secretKeyRef: {name: authority, key: ca.crt}}}]',
    ),
    problems: [
      '7:45 spec.registries[0].caFrom: there is no Secret authority in namespace default; make it first, or put it into the same file',
    ],
  },
  {
    name: 'a proxy with a password',
    file: clusterFile('proxy: {httpsProxy: "http://me:hunter2@proxy.example.com:3128"}'),
    problems: [
      '7:11 spec.proxy.httpsProxy: must have no password in it: name a Secret with username and password in secretRef',
    ],
  },
  {
    name: 'a proxy without a scheme',
    file: clusterFile('proxy: {httpProxy: "proxy.example.com:3128"}'),
    problems: ['7:11 spec.proxy.httpProxy: must be a URL such as http://proxy.example.com:3128'],
  },
  {
    name: 'a proxy nowhere',
    file: clusterFile('proxy: {noProxy: [.example.com]}'),
    problems: ['7:3 spec.proxy: say where the proxy is: httpProxy, httpsProxy or both'],
  },
  {
    name: 'exceptions from a proxy in one text',
    file: clusterFile('proxy: {httpProxy: "http://proxy.example.com", noProxy: ["a.example.com,b.example.com"]}'),
    problems: [
      '7:60 spec.proxy.noProxy[0]: must be a host, a domain such as .example.com, an address or a range, not "a.example.com,b.example.com"',
    ],
  },
  {
    name: 'a login of a proxy that does not exist',
    file: clusterFile('proxy: {httpProxy: "http://proxy.example.com", secretRef: {name: login}}'),
    problems: [
      '7:50 spec.proxy.secretRef: there is no Secret login in namespace default; make it first, or put it into the same file',
    ],
  },
  {
    name: 'a name of the API that is a URL',
    file: controlPlane('apiServer: {certSANs: ["https://api.example.com"]}'),
    problems: [
      '8:28 spec.controlPlane.apiServer.certSANs[0]: must be an address or a name such as api.example.com or *.example.com, not "https://api.example.com"',
    ],
  },
  {
    name: 'a name of the API that is nearly an address',
    file: controlPlane('apiServer: {certSANs: [10.0.0.256]}'),
    problems: [
      '8:28 spec.controlPlane.apiServer.certSANs[0]: must be an address or a name such as api.example.com or *.example.com, not "10.0.0.256"',
    ],
  },
  {
    name: 'a volume of a component that kubeadm has',
    file: controlPlane('apiServer: {extraVolumes: [{name: k8s-certs, hostPath: /etc/a, mountPath: /etc/a}]}'),
    problems: [
      '8:33 spec.controlPlane.apiServer.extraVolumes[0].name: is the name of a volume of kubeadm: choose another',
    ],
  },
  {
    name: 'a label of the control plane that a kubelet may not set',
    file: controlPlane('labels: {node.k8s.io/zone: a}'),
    problems: [
      '8:14 spec.controlPlane.labels[node.k8s.io/zone]: is reserved for Kubernetes: choose a prefix of your own',
    ],
  },
  {
    name: 'an authority of the owner that does not exist',
    file: controlPlane('certificateAuthority: {secretRef: {name: enterprise}}'),
    problems: [
      '8:28 spec.controlPlane.certificateAuthority.secretRef: there is no Secret enterprise in namespace default; make it first, or put it into the same file',
    ],
  },
  {
    name: 'an authority of the owner for something else',
    file: controlPlane('certificateAuthority: {secretRef: {name: enterprise}, usage: Root}'),
    problems: [
      '8:28 spec.controlPlane.certificateAuthority.secretRef: there is no Secret enterprise in namespace default; make it first, or put it into the same file',
      '8:59 spec.controlPlane.certificateAuthority.usage: must be "Issuer" or "ClusterAuthority", not "Root"',
    ],
  },
  {
    name: 'a path of the host in a tier that is not for tests',
    file: pool('hostPaths: [{path: /var/run/docker.sock, mountPath: /mnt/docker.sock}]'),
    problems: [
      '4:1 spec.tier: must be test where a pool has hostPaths: they open the host of the engine to whatever runs on its machines',
    ],
  },
  {
    name: 'a path of the host over what the machine needs',
    file: clusterFile('tier: test', 'pools:', '- name: workers', '  hostPaths: [{path: /etc/../etc, mountPath: /etc}]'),
    problems: [
      '10:18 spec.pools[0].hostPaths[0].path: must be an absolute path without . or .. in it, such as /var/run/docker.sock, not "/etc/../etc"',
      '10:37 spec.pools[0].hostPaths[0].mountPath: must be below /mnt or /srv: the machine needs the rest itself',
    ],
  },
];
