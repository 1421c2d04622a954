import type { BadInputCase } from '../bad-input-case.ts';
import { providerFile } from '../provider-file.ts';

function artifactsFile(...lines: readonly string[]): string {
  return providerFile('artifacts:', ...lines.map((line) => `  ${line}`));
}

/** Places that artifacts cannot or must not come from. */
export const artifactCases: readonly BadInputCase[] = [
  {
    name: 'a source of artifacts that is none',
    file: artifactsFile('source: Internet'),
    problems: ['7:5 spec.artifacts.source: must be "Auto", "Mirror", "Official" or "Source", not "Internet"'],
  },
  {
    name: 'the source Mirror without a mirror',
    file: artifactsFile('source: Mirror'),
    problems: ['6:3 spec.artifacts: the source Mirror needs mirror.location'],
  },
  {
    name: 'a mirror at a relative path',
    file: artifactsFile('mirror: {location: srv/mirror}'),
    problems: [
      '7:14 spec.artifacts.mirror.location: must be an absolute path, or an address with http or https, not "srv/mirror"',
    ],
  },
  {
    name: 'a mirror without TLS and without its digest',
    file: artifactsFile('mirror: {location: "http://mirror.example.com/slipway"}'),
    problems: [
      '7:5 spec.artifacts.mirror: without TLS anybody can answer: use https, or name the digest that slipway image mirror printed',
    ],
  },
  {
    name: 'a mirror whose name only begins like loopback',
    file: artifactsFile('mirror: {location: "http://127.0.0.1.example.com/"}'),
    problems: [
      '7:5 spec.artifacts.mirror: without TLS anybody can answer: use https, or name the digest that slipway image mirror printed',
    ],
  },
  {
    name: 'a mirror with credentials in its address',
    file: artifactsFile('mirror: {location: "https://user:password@mirror.example.com/"}'),
    problems: [
      '7:14 spec.artifacts.mirror.location: must be an absolute path, or an address with http or https, not "https://user:password@mirror.example.com/"',
    ],
  },
  {
    name: 'a digest of a mirror that is none',
    file: artifactsFile('mirror: {location: /srv/mirror, digest: 1234abcd}'),
    problems: ['7:37 spec.artifacts.mirror.digest: must be sha256: and 64 hexadecimal digits'],
  },
  {
    name: 'places of published artifacts without TLS and with a scheme where none belongs',
    file: artifactsFile('official: {downloads: "http://dl.example.com", registry: "https://hub.example.com/k8s"}'),
    problems: [
      '7:16 spec.artifacts.official.downloads: must be an address with https, not "http://dl.example.com"',
      '7:52 spec.artifacts.official.registry: must be written as in registry.example.com/kubernetes, without a scheme, not "https://hub.example.com/k8s"',
    ],
  },
];
