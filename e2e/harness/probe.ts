import { Pod } from '#api/builtin/pod.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { docker } from './docker.ts';
import type { Installation } from './installation.ts';
import { machineContainers } from './machine-container.ts';
import { runCommand } from './run-command.ts';
import { watchUntil } from './watch-until.ts';
import type { Workload } from './workload.ts';

/** What answers on every machine with the machine's name, so that a caller knows who it reached. */
const port = 8080;
const serve = `busybox mkdir -p /tmp/www && echo "$NODE" > /tmp/www/index.html && echo "serving on $NODE" && exec busybox httpd -f -p ${port} -h /tmp/www`;

interface ProbePod extends KubeObject {
  readonly spec: { readonly nodeName: string };
  readonly status: {
    readonly podIP: string;
    readonly podIPs: readonly { readonly ip: string }[];
    readonly containerStatuses?: readonly { readonly containerID?: string; readonly ready: boolean }[];
  };
}

export interface Probe {
  readonly pod: string;
  /** Id of its container: another one after a restart. */
  readonly container: string;
  readonly machine: string;
  readonly address: string;
  /** One of each family that the cluster has, the same one first. */
  readonly addresses: readonly string[];
}

function daemonSet(name: string, image: string, hostNetwork: boolean): object {
  const labels = { app: name };
  const container = {
    name: 'probe',
    image,
    imagePullPolicy: 'Never',
    command: ['/bin/sh', '-c', hostNetwork ? 'exec busybox sleep 2147483647' : serve],
    ...(hostNetwork ? {} : { readinessProbe: { httpGet: { path: '/', port }, periodSeconds: 1 } }),
    env: [{ name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
  };
  const spec = {
    hostNetwork,
    // Nothing here waits for anything when it is told to end.
    terminationGracePeriodSeconds: 1,
    tolerations: [{ operator: 'Exists' }],
    containers: [container],
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace: 'default', labels },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  };
}

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'probe', namespace: 'default' },
  spec: { selector: { app: 'probe' }, ports: [{ port, targetPort: port }] },
};

/** The endpoint's image: it brings a busybox, and every installation has it. */
async function image(installation: Installation): Promise<string> {
  const filters = [`label=slipway.dev/installation=${installation.uid()}`, 'label=slipway.dev/resource=image'];
  const printed = await docker([
    'images',
    ...filters.flatMap((filter) => ['--filter', filter]),
    '--format',
    '{{.Repository}}:{{.Tag}}',
  ]);
  const found = printed.split('\n').find((name) => name.startsWith('slipway.dev/endpoint-'));
  if (found === undefined) throw new Error(`there is no endpoint image: ${printed}`);
  return found;
}

/** Brings the test image into the container runtime of every machine: nothing here may need a registry. */
async function load(installation: Installation): Promise<string> {
  const name = await image(installation);
  const containers = await machineContainers.list(installation.uid());
  await Promise.all(
    containers.map(async ({ id, machine }) => {
      const pipe = `docker save ${name} | docker exec -i ${id} ctr --namespace k8s.io images import -`;
      const { exitCode, stdout, stderr } = await runCommand(['bash', '-o', 'pipefail', '-c', pipe]);
      if (exitCode !== 0) throw new Error(`the test image cannot be imported on ${machine}: ${stdout}${stderr}`);
    }),
  );
  return name;
}

async function pods(workload: Workload, name: string): Promise<readonly Probe[]> {
  const listed = await workload.list<ProbePod>('pods', '-l', `app=${name}`);
  return listed
    .map(({ metadata, spec, status }) => ({
      pod: metadata.name,
      machine: spec.nodeName,
      address: status.podIP,
      addresses: status.podIPs.map(({ ip }) => ip),
      container: status.containerStatuses?.[0]?.containerID ?? '',
    }))
    .toSorted((a, b) => (a.machine < b.machine ? -1 : 1));
}

/** Runs a web server on the pod network and a shell on the host network of every machine, with one Service. */
async function deploy(installation: Installation, workload: Workload): Promise<string> {
  const name = await load(installation);
  await workload.apply(daemonSet('probe', name, false), daemonSet('probe-host', name, true), service);
  for (const set of ['probe', 'probe-host'])
    await workload.kubectl(['rollout', 'status', `daemonset/${set}`, '--timeout=5m'], { within: 330_000 });
  return name;
}

/** A shell text that asks an address until it answers, for at most about a minute: rules follow a new Service by moments. */
function askFor(url: string): string {
  const ask = `busybox wget -q -T 3 -O - ${url} 2>/tmp/refused`;
  return `n=0; until answer=$(${ask}); do n=$((n+1)); [ $n -lt 60 ] || { busybox cat /tmp/refused >&2; echo "no answer from ${url}" >&2; exit 1; }; busybox sleep 0.5; done; echo "$answer"`;
}

/** What several addresses answer to one pod, in their order. */
async function ask(workload: Workload, pod: string, urls: readonly string[]): Promise<readonly string[]> {
  const printed = await workload.kubectl(['exec', pod, '--', '/bin/sh', '-c', urls.map(askFor).join('; ')], {
    within: 300_000,
  });
  return printed.trimEnd().split('\n');
}

/** Waits until a pod runs in another container than before and is ready. */
async function restarted(workload: Workload, before: Probe): Promise<void> {
  const kind = Pod as Kind<ProbePod>;
  await watchUntil(
    workload.client.objects,
    {
      kind,
      key: { namespace: 'default', name: before.pod },
      holds: (pod) => {
        const [container] = pod?.status.containerStatuses ?? [];
        return container?.ready === true && (container.containerID ?? before.container) !== before.container;
      },
      hopeless: (pod) => (pod ? undefined : `the pod ${before.pod} is gone`),
    },
    AbortSignal.timeout(300_000),
  ).catch((error: unknown) => {
    throw new Error(`the pod ${before.pod} on ${before.machine} does not come back: ${String(error)}`, {
      cause: error,
    });
  });
}

export const probes = { port, deploy, load, pods, ask, restarted } as const;
