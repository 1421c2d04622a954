import { Node } from '#api/builtin/node.ts';
import { Pod } from '#api/builtin/pod.ts';
import { Secret } from '#api/builtin/secret.ts';
import { CertificateSigningRequest } from '#api/builtin/certificate-signing-request.ts';
import { Deployment } from '#api/builtin/deployment.ts';
import { DaemonSet } from '#api/builtin/daemon-set.ts';
import { PodDisruptionBudget } from '#api/builtin/pod-disruption-budget.ts';
import { Namespace } from '#api/builtin/namespace.ts';
import type { Kind } from '#api/meta/kind.ts';

/** What a simulated workload cluster serves: all that the manager reads or writes there. */
export const workloadKinds: readonly Kind[] = [
  Node,
  Pod,
  Secret,
  CertificateSigningRequest,
  Deployment,
  DaemonSet,
  PodDisruptionBudget,
  Namespace,
];
