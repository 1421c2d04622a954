import { canonicalJson } from '#base/canonical-json.ts';
import { sha256 } from '#base/sha256.ts';

/**
 * Property names whose values are minted: they differ between a plan and its run, and between two runs, without meaning a difference:
 * uids, revisions, times, tokens, secret payloads, and what a provider assigns.
 */
const mintedName =
  /^(uid|.+Uid|resourceVersion|generation|.*[tT]ime(stamp)?|token|.+Token|secrets|.*[aA]ddress(es)?|providerId|via|caBundle|caCertHashes|ownerReferences|owner)$/;

/** Texts that are minted wherever they stand: an IP address with or without a port or scheme, a UUID, a PEM block. */
const mintedText = [
  /^(https?:\/\/)?(\d{1,3}\.){3}\d{1,3}(:\d+)?$/,
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  /-----BEGIN [A-Z ]+-----/,
];

/** SHA-256 of an effect's input as RFC 8785 text without minted values. The data of a Secret counts by its key names alone. */
export function effectDigest(input: unknown): string {
  return sha256(canonicalJson(strip(input)));
}

function strip(value: unknown): unknown {
  if (value instanceof Uint8Array) {
    return stripBytes(value);
  }
  if (typeof value === 'string') {
    return mintedText.some((pattern) => pattern.test(value)) ? 'minted' : value;
  }
  if (Array.isArray(value)) {
    return value.map(strip);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const secret = 'kind' in value && value.kind === 'Secret';
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, item]) => item !== undefined && !mintedName.test(name))
      .map(([name, item]) => [
        name,
        secret && (name === 'data' || name === 'stringData') && typeof item === 'object' && item !== null
          ? Object.keys(item).sort()
          : strip(item),
      ]),
  );
}

/** A payload that is JSON counts by its content; any other by its bytes. */
function stripBytes(bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(bytes);
  try {
    return strip(JSON.parse(text));
  } catch {
    return { sha256: sha256(bytes) };
  }
}
