import { isRecord } from '#base/is-record.ts';

type Document = Readonly<Record<string, unknown>>;

function registered(document: Document, addresses: readonly string[]): Document {
  const registration = isRecord(document['nodeRegistration']) ? document['nodeRegistration'] : {};
  const listed = registration['kubeletExtraArgs'];
  const present = Array.isArray(listed) ? listed : [];
  if (present.some((argument) => isRecord(argument) && argument['name'] === 'node-ip')) return document;
  const kubeletExtraArgs = [...present, { name: 'node-ip', value: addresses.join(',') }];
  return { ...document, nodeRegistration: { ...registration, kubeletExtraArgs } };
}

function announced(holder: Document, address: string | undefined): Document {
  const endpoint = isRecord(holder['localAPIEndpoint']) ? holder['localAPIEndpoint'] : {};
  return { ...holder, localAPIEndpoint: { advertiseAddress: address, ...endpoint } };
}

/**
 * kubeadm's documents with the machine's own addresses: the kubelet reports all of them, a control plane announces the
 * first. Left to themselves both take IPv4 alone.
 */
export function withNodeAddresses(documents: readonly unknown[], addresses: readonly string[]): readonly unknown[] {
  const [first] = addresses;
  return documents.map((document) => {
    if (!isRecord(document)) return document;
    switch (document['kind']) {
      case 'InitConfiguration':
        return announced(registered(document, addresses), first);
      case 'JoinConfiguration': {
        const { controlPlane, ...rest } = registered(document, addresses);
        return isRecord(controlPlane) ? { ...rest, controlPlane: announced(controlPlane, first) } : rest;
      }
      default:
        return document;
    }
  });
}
