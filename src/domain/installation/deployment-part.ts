import { Deployment } from '#api/builtin/deployment.ts';
import { systemNamespace } from '#api/system-namespace.ts';
import type { InstallationSettings } from './installation-settings.ts';
import { installationNames } from './installation-names.ts';
import type { InstalledPart } from './installed-part.ts';

const { imageLabel, labels, manager, port, selector } = installationNames;

/** As the image has it. */
const user = 65_532;

/** Directories that the process may write; nothing in them is needed again. It makes its own in them, as it does not own these. */
const writable = [
  { name: 'state', mountPath: '/var/lib/slipway' },
  { name: 'cache', mountPath: '/var/cache' },
  { name: 'temporary', mountPath: '/tmp' },
] as const;

/** The manager's Pods: all but one stand by. */
export function deploymentPart(settings: InstallationSettings): InstalledPart {
  return {
    kind: Deployment,
    object: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: manager, namespace: systemNamespace, labels },
      spec: {
        replicas: settings.replicas,
        selector: { matchLabels: selector },
        // The one that leads goes last where it can be helped: what is new has to stand by before.
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
        template: { metadata: { labels }, spec: pod(settings) },
      },
    },
  };
}

function pod(settings: InstallationSettings): object {
  const { groups, hostPaths } = settings;
  return {
    serviceAccountName: manager,
    automountServiceAccountToken: true,
    // Time to end what is under way and to give up the lead.
    terminationGracePeriodSeconds: 30,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user,
      runAsGroup: user,
      fsGroup: user,
      ...(groups.length > 0 ? { supplementalGroups: groups } : {}),
      seccompProfile: { type: 'RuntimeDefault' },
    },
    affinity: affinity(settings),
    containers: [container(settings)],
    volumes: [
      ...writable.map(({ name }) => ({ name, emptyDir: {} })),
      ...hostPaths.map(({ path }, index) => ({ name: `host-${index}`, hostPath: { path } })),
    ],
  };
}

function affinity({ onNodesWith }: InstallationSettings): object {
  return {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: selector } },
        },
      ],
    },
    ...(onNodesWith === undefined
      ? {}
      : {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: imageLabel, operator: 'In', values: [onNodesWith] }] }],
            },
          },
        }),
  };
}

function container({ hostPaths, image }: InstallationSettings): object {
  const probe = (path: string) => ({ httpGet: { path, port: 'health', scheme: 'HTTPS' }, timeoutSeconds: 5 });
  return {
    name: 'manager',
    image,
    imagePullPolicy: 'IfNotPresent',
    args: ['--in-cluster', '--health-address', `0.0.0.0:${port}`],
    env: [
      { name: 'SLIPWAY_HOME', value: '/var/lib/slipway/state' },
      { name: 'XDG_CACHE_HOME', value: '/var/cache' },
    ],
    ports: [{ name: 'health', containerPort: port, protocol: 'TCP' }],
    livenessProbe: { ...probe('/healthz'), initialDelaySeconds: 10, periodSeconds: 10, failureThreshold: 6 },
    readinessProbe: { ...probe('/readyz'), initialDelaySeconds: 1, periodSeconds: 5, failureThreshold: 3 },
    resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '1Gi' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [
      ...writable.map(({ name, mountPath }) => ({ name, mountPath })),
      // A socket in a directory that is mounted so still takes connections.
      ...hostPaths.map(({ mountPath }, index) => ({ name: `host-${index}`, mountPath, readOnly: true })),
    ],
  };
}
