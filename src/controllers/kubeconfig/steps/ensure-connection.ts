import { Secret } from '#api/builtin/secret.ts';
import type { Outcome } from '#base/outcome.ts';
import { managerIdentity } from '#domain/identity/manager-identity.ts';
import { serverAddress } from '#domain/network/server-address.ts';
import { secretNames } from '#domain/naming/secret-names.ts';
import type { Pass } from '#runtime/pass.ts';
import { effects } from '../../reading/effects.ts';
import { keyText } from '../../reading/key-text.ts';
import { secretData } from '../../reading/secret-data.ts';
import { secretText } from '../../reading/secret-text.ts';
import type { ConnectionScope } from '../scope.ts';

/** A week: short enough to be worth little when stolen, long enough that a manager may be off for days. */
const validSeconds = 7 * 24 * 3600;

/** When the certificate is to be renewed: at half of its life. */
function renewalAt(scope: ConnectionScope, pass: Pass): number {
  const certificate = scope.connection && secretText(scope.connection, 'tls.crt');
  return certificate === undefined ? 0 : pass.pki.expiry(certificate) - (validSeconds * 1000) / 2;
}

/** Makes the certificate and keeps it with what else a client needs. */
async function issue(
  scope: ConnectionScope,
  pass: Pass,
  to: { readonly authority: { readonly certificate: string; readonly key: string }; readonly server: string },
): Promise<Outcome> {
  const { cluster } = scope;
  const { authority, server } = to;
  const issued = await pass.pki.issue({
    authority,
    commonName: managerIdentity.user,
    organizations: [managerIdentity.group],
    usages: ['client'],
    validSeconds,
  });
  const { namespace, name } = cluster.metadata;
  const data = secretData({
    server,
    'ca.crt': authority.certificate,
    'tls.crt': issued.certificate,
    'tls.key': issued.key,
  });
  await pass.write.ensure(
    Secret,
    { metadata: { namespace, name: secretNames.connection(name) }, type: 'slipway.dev/connection', data },
    {
      because: [`Cluster ${keyText(cluster)}`],
      after: [
        effects.endpoint(keyText(cluster)),
        effects.object('Secret', `${namespace}/${secretNames.authorities(name)}`),
      ],
    },
  );
  return {
    outcome: 'progressed',
    reason: 'ConnectionIssued',
    message: "issued the manager's certificate",
    wokenBy: [{ by: 'object', what: 'Secret' }],
  };
}

/** Pre: authorities and endpoint. Changes: the Secret with the manager's own client certificate for the cluster. Woken by: time, at half of its life. */
export async function ensureConnection(scope: ConnectionScope, pass: Pass): Promise<Outcome> {
  const { cluster, authorities } = scope;
  const endpoint = cluster.status?.endpoint;
  if (!authorities || !endpoint) {
    return {
      outcome: 'wait',
      reason: 'WaitingForEndpoint',
      message: 'waits for authorities and endpoint',
      wokenBy: [{ by: 'object', what: 'Cluster' }],
      atMostMilliseconds: 60_000,
    };
  }
  const authority = {
    certificate: secretText(authorities, 'ca.crt') ?? '',
    key: secretText(authorities, 'ca.key') ?? '',
  };
  const server = serverAddress(endpoint, 'host');
  const renewal = renewalAt(scope, pass);
  const current =
    scope.connection &&
    secretText(scope.connection, 'server') === server &&
    secretText(scope.connection, 'ca.crt') === authority.certificate;
  if (current && renewal > pass.now) {
    return {
      outcome: 'wait',
      reason: 'Current',
      message: 'renewed at half of its life',
      wokenBy: [{ by: 'time', at: renewal }],
      atMostMilliseconds: validSeconds * 1000,
    };
  }
  return issue(scope, pass, { authority, server });
}
