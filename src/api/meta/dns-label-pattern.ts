/** DNS label (RFC 1123), as Kubernetes spells it. */
export const dnsLabelPattern = '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$';
