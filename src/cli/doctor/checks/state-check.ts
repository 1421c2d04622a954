import type { Finding } from '#capabilities/finding.ts';
import type { Check } from '../check.ts';
import type { Survey } from '../survey.ts';

const others = 0o077;
const mostAheadMilliseconds = 150_000;

function directory({ state, uid }: Survey): readonly Finding[] {
  const check = 'state-directory';
  const { loose, mode, owner, path, writable } = state;
  if (!writable) {
    const cure = 'give it to the user of the manager, or name another one in SLIPWAY_HOME';
    return [{ check, state: 'problem', message: `${path} cannot be written`, cure }];
  }
  if (mode === undefined) return [{ check, state: 'ok', message: `${path} will be made` }];
  if (uid !== undefined && owner !== undefined && owner !== uid) {
    const cure = `run slipway as that user, or let root run: chown -R ${uid} ${path}`;
    return [{ check, state: 'warning', message: `${path} belongs to the user ${owner}`, cure }];
  }
  const open = [...((mode & others) === 0 ? [] : [path]), ...loose];
  if (open.length > 0) {
    const message = `others may read what is secret: ${open.slice(0, 5).join(', ')}`;
    return [{ check, state: 'warning', message, cure: `chmod -R go= ${path} (doctor --fix does it)` }];
  }
  return [{ check, state: 'ok', message: `${path} is there, and private` }];
}

function store({ state }: Survey): readonly Finding[] {
  const { holder } = state;
  if (holder === undefined) return [];
  return [
    {
      check: 'store-lock',
      state: 'problem',
      message: `the process ${holder} holds the store and is not a manager that serves`,
      cure: `look at it with: ps ${holder}; a second manager cannot start before it ends`,
    },
  ];
}

function manager({ manager: { build, ownBuild, pid, state, version } }: Survey): Finding {
  const check = 'manager';
  if (state === 'stopped') return { check, state: 'ok', message: 'no manager runs; slipway up starts one' };
  const what = `the manager ${version ?? ''} (build ${build ?? 'unknown'}, process ${pid ?? 0})`;
  if (state === 'silent') {
    const cure = 'look at: slipway server status; restart it with: slipway server stop && slipway server start';
    return { check, state: 'problem', message: `${what} does not answer`, cure };
  }
  if (build !== ownBuild) {
    const cure = 'slipway up restarts it; or: slipway server stop && slipway server start';
    return { check, state: 'warning', message: `${what} is of another build than this command (${ownBuild})`, cure };
  }
  return { check, state: 'ok', message: `${what} serves` };
}

function clock({ now, state }: Survey): Finding {
  const check = 'clock';
  const time = new Date(now).toISOString();
  const ahead = (state.newest ?? now) - now;
  if (ahead <= mostAheadMilliseconds) return { check, state: 'ok', message: `it is ${time}` };
  return {
    check,
    state: 'problem',
    message: `the clock was set back: it says ${time}, and a file of the manager was written ${Math.round(ahead / 1000)} s later`,
    cure: 'have the clock set by a time server: certificates made now would begin before those that exist',
  };
}

function node({ node: version }: Survey): Finding {
  return { check: 'node', state: 'ok', message: `Node ${version}` };
}

/** This command, its manager and what they keep. */
export const stateCheck: Check = (survey) => [
  node(survey),
  ...directory(survey),
  ...store(survey),
  manager(survey),
  clock(survey),
];
