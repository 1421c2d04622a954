import type { Finding } from '#capabilities/finding.ts';
import type { Check } from '../check.ts';
import type { Survey } from '../survey.ts';

/** Where endpoints of clusters are published. */
const first = 20_000;
const last = 31_999;

function ports({ ports: { ephemeral, listening } }: Survey): readonly Finding[] {
  const check = 'ports';
  if (listening === undefined) return [{ check, state: 'unknown', message: 'which ports are taken cannot be read' }];
  const taken = listening.filter((port) => port >= first && port <= last).length;
  const message = `${taken} of the ports ${first} to ${last} are taken`;
  if (taken > last - first)
    return [{ check, state: 'problem', message, cure: 'end something that listens there: each cluster takes one' }];
  if (ephemeral !== undefined && ephemeral[0] <= last && ephemeral[1] >= first) {
    return [
      {
        check,
        state: 'warning',
        message: `connections of this machine may take ports of clusters: the kernel gives them ${ephemeral.join(' to ')}`,
        cure: `let root run: sysctl net.ipv4.ip_local_port_range="${last + 1} 60999"`,
      },
    ];
  }
  return [{ check, state: 'ok', message }];
}

function isAddress(value: string): boolean {
  return URL.canParse(value) || URL.canParse(`http://${value}`);
}

function proxies({ proxies: set }: Survey): readonly Finding[] {
  const check = 'proxy';
  const wrong = Object.keys(set).filter((name) => !/^no_proxy$/i.test(name) && !isAddress(set[name] ?? ''));
  if (wrong.length > 0) {
    const message = `${wrong.join(', ')}: this is no address of a proxy`;
    return [{ check, state: 'problem', message, cure: 'write http://HOST:PORT, or unset the variable' }];
  }
  const names = Object.keys(set);
  if (names.length === 0) return [{ check, state: 'ok', message: 'no proxy is set' }];
  const message = `${names.join(', ')}: builds go through the proxy; the manager, its clusters and kubectl on loopback do not`;
  return [{ check, state: 'ok', message }];
}

/** Ports and proxies. */
export const networkCheck: Check = (survey) => [...ports(survey), ...proxies(survey)];
