/** What a CertificateSigningRequest of the workload cluster says, and what the PEM inside it says. */
export interface NodeRequest {
  readonly signerName: string;
  readonly username: string;
  readonly usages: readonly string[];
  readonly subject:
    | {
        readonly commonName: string;
        readonly organizations: readonly string[];
        readonly dnsNames: readonly string[];
        readonly addresses: readonly string[];
      }
    | undefined;
}

export type Verdict = { readonly approve: true } | { readonly approve: false; readonly because: string };

const allowedUsages = new Set(['digital signature', 'key encipherment', 'client auth']);

/** Whether this is the one client certificate that this machine's own token may ask for. */
export function judgeNodeRequest(
  request: NodeRequest,
  machine: { readonly name: string; readonly tokenId: string; readonly alreadyIssued: boolean },
): Verdict {
  if (request.signerName !== 'kubernetes.io/kube-apiserver-client-kubelet')
    return refuse(`signer ${request.signerName} is not for kubelets' client certificates`);
  if (request.username !== `system:bootstrap:${machine.tokenId}`)
    return refuse(`${request.username} is not this machine's token`);
  if (machine.alreadyIssued) return refuse('this machine has its certificate already: a token serves once');
  if (!request.subject) return refuse('the request cannot be read or its signature is wrong');
  if (request.subject.commonName !== `system:node:${machine.name}`) {
    return refuse(`it asks for ${request.subject.commonName}, the token belongs to system:node:${machine.name}`);
  }
  if (request.subject.organizations.join() !== 'system:nodes')
    return refuse(`it asks for the groups ${request.subject.organizations.join(', ')}`);
  if (request.subject.dnsNames.length + request.subject.addresses.length > 0)
    return refuse('a client certificate has no host names');
  const extra = request.usages.find((usage) => !allowedUsages.has(usage));
  if (extra !== undefined || !request.usages.includes('client auth'))
    return refuse(`usages ${request.usages.join(', ')} are not those of a client`);
  return { approve: true };
}

function refuse(because: string): Verdict {
  return { approve: false, because };
}
