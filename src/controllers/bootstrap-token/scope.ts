import { CertificateSigningRequest } from '#api/builtin/certificate-signing-request.ts';
import { Secret } from '#api/builtin/secret.ts';
import { Cluster } from '#api/cluster/index.ts';
import type { Machine } from '#api/machine/index.ts';
import type { JournalEntry } from '#domain/host/journal-entry.ts';
import { machineGroup } from '#domain/identity/machine-group.ts';
import { secretNames } from '#domain/naming/secret-names.ts';
import type { Pass, RemotePort } from '#runtime/pass.ts';
import { secretText } from '../reading/secret-text.ts';

/** A machine's token as the manager keeps it. */
export interface Token {
  readonly id: string;
  readonly secret: string;
}

export interface TokenScope {
  readonly machine: Machine;
  readonly cluster: Cluster | undefined;
  /** Workers join with a token; a control plane that initialises signs its own certificates. */
  readonly needed: boolean;
  /** Undefined until it is minted. */
  readonly token: Token | undefined;
  readonly remote: RemotePort | undefined;
  /** The token in the workload cluster. */
  readonly published: Secret | undefined;
  /** Requests made with this machine's token, in order of name; undefined while they cannot be read. */
  readonly requests: readonly CertificateSigningRequest[] | undefined;
  /** True once the machine says that it keeps its certificate: before that, a power cut can take the certificate back. */
  readonly joined: boolean;
  /** How often the machine began its bootstrap, by its own journal: so many certificates it is due. */
  readonly attempts: number;
}

function tokenOf(secret: Secret | undefined): Token | undefined {
  const id = secret && secretText(secret, 'id');
  const value = secret && secretText(secret, 'secret');
  return id === undefined || value === undefined ? undefined : { id, secret: value };
}

function readJournal(machine: Machine, cluster: Cluster | undefined, pass: Pass): readonly JournalEntry[] {
  const { providerId } = machine.status ?? {};
  if (!cluster || providerId === undefined) return [];
  const { uid } = machine.metadata;
  const entries = pass.journals.entries({ provider: cluster.spec.provider, machine: providerId, uid }, 'bootstrap');
  return entries.filter((entry) => entry.task === 'bootstrap');
}

export async function readScope(machine: Machine, pass: Pass): Promise<TokenScope> {
  const { namespace, name } = machine.metadata;
  const cluster = pass.store.get(Cluster, { namespace, name: machine.spec.cluster });
  const token = tokenOf(pass.store.get(Secret, { namespace, name: secretNames.token(name) }));
  const remote = cluster
    ? pass.remote({ namespace: namespace ?? '', name: cluster.metadata.name, uid: cluster.metadata.uid })
    : undefined;
  const username = `system:bootstrap:${token?.id}`;
  // By user first: that tells almost all requests of a large cluster apart at once.
  const requests = remote
    ?.list(CertificateSigningRequest)
    ?.filter(({ spec }) => spec.username === username && machineGroup.machineIn(spec.groups ?? []) === name);
  const published = token && remote?.get(Secret, { namespace: 'kube-system', name: `bootstrap-token-${token.id}` });
  const journal = readJournal(machine, cluster, pass);
  const kept = journal.some((entry) => entry.phase === 'kubelet-bootstrap' && entry.event === 'succeeded');
  return {
    machine,
    cluster,
    needed: machine.spec.role === 'Worker',
    token,
    remote,
    published,
    requests,
    joined: machine.status?.token?.state === 'Used' || machine.status?.bootstrap?.state === 'Done' || kept,
    attempts: journal.filter((entry) => entry.phase === 'task' && entry.event === 'started').length,
  };
}
