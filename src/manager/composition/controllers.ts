import { machineBootstrapToken } from '#controllers/bootstrap-token/controller.ts';
import { clusterTopology } from '#controllers/cluster/controller.ts';
import { controlPlaneLifecycle } from '#controllers/control-plane/controller.ts';
import { clusterConnection } from '#controllers/kubeconfig/controller.ts';
import { machineLifecycle } from '#controllers/machine/controller.ts';
import { machineImageBuild } from '#controllers/machine-image/controller.ts';
import { nodePoolReplicas } from '#controllers/node-pool/controller.ts';
import { platformReleaseImages } from '#controllers/platform-release/controller.ts';
import { clusterPodRoutes } from '#controllers/pod-routes/controller.ts';
import { userCredential } from '#controllers/user-credential/controller.ts';

/** Every controller of a manager. */
export const controllers = [
  platformReleaseImages,
  machineImageBuild,
  clusterTopology,
  clusterConnection,
  clusterPodRoutes,
  controlPlaneLifecycle,
  nodePoolReplicas,
  machineBootstrapToken,
  machineLifecycle,
  userCredential('manager'),
] as const;
