import { createPrivateKey, X509Certificate } from 'node:crypto';

function block(kind: string): RegExp {
  return new RegExp(`-----BEGIN ${kind}-----[\\s\\S]+?-----END ${kind}-----`);
}

const certificateBlock = block('CERTIFICATE');
const keyBlock = block('(?:EC |RSA )?PRIVATE KEY');

/** Why a certificate and a key (each may stand in a file with other blocks) are no identity at `now`, or undefined. */
export function identityCheck(certificate: string, key: string, now: number): string | undefined {
  const [certificatePem, keyPem] = [certificateBlock.exec(certificate)?.[0], keyBlock.exec(key)?.[0]];
  if (certificatePem === undefined || keyPem === undefined) return 'its certificate file is not whole';
  try {
    const parsed = new X509Certificate(certificatePem);
    if (!parsed.checkPrivateKey(createPrivateKey(keyPem))) return 'its certificate and key do not belong together';
    return Date.parse(parsed.validTo) < now ? 'its certificate is over' : undefined;
  } catch {
    return 'its certificate cannot be read';
  }
}
