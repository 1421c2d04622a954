import ipaddr from 'ipaddr.js';

/** What is wrong with the section `docker` of a Provider; the schema has judged the shapes before. */
export function validateDockerSection(section: unknown): readonly string[] {
  if (typeof section !== 'object' || section === null) return ['docker: must be a mapping.'];
  return [...socketProblems(section), ...networkProblems(section)];
}

function socketProblems(section: object): readonly string[] {
  if (!('socket' in section)) return [];
  if (typeof section.socket === 'string' && section.socket.startsWith('/')) return [];
  return ['docker.socket: must be an absolute path, such as /var/run/docker.sock.'];
}

function networkProblems(section: object): readonly string[] {
  if (!('network' in section) || typeof section.network !== 'object' || section.network === null) return [];
  if (!('cidr' in section.network) || section.network.cidr === undefined) return [];
  const { cidr } = section.network;
  if (typeof cidr !== 'string' || !ipaddr.IPv4.isValidCIDRFourPartDecimal(cidr)) {
    return ['docker.network.cidr: must be an IPv4 range such as 172.30.0.0/16.'];
  }
  return ipaddr.IPv4.parseCIDR(cidr)[1] <= 28
    ? []
    : ['docker.network.cidr: must have room for machines: /28 or larger.'];
}
