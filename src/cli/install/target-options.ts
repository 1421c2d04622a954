/** Which Kubernetes cluster a command works on: by a kubeconfig, or one that this machine's manager made. */
export interface TargetOptions {
  readonly kubeconfig?: string | undefined;
  readonly kubeContext?: string | undefined;
  readonly cluster?: string | undefined;
  readonly namespace?: string | undefined;
}
