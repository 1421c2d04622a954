import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { fuzzApi } from '#testing/fuzz/fuzz-api.ts';
import { runRounds } from './rounds/run-rounds.ts';

/** Megabytes that a round may leave behind beyond the first: what a server keeps must go with it. */
const growth = 60;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
let first: number | undefined;

function heapMegabytes(): number {
  collect();
  return Math.round(process.memoryUsage().heapUsed / 1024 / 1024);
}

// A hundred thousand requests to forty servers: no answer is a failure of the server, and none is remembered.
await runRounds({
  name: 'fuzz-api',
  sources: 'src/engine',
  rounds: 40,
  async run(round) {
    const { requests, accepted, slowest, failures } = await fuzzApi({ requests: 2500, seed: round });
    const heap = heapMegabytes();
    first ??= heap;
    const slow = slowest > 5000 ? [`seed ${round}: an answer took ${Math.round(slowest)} ms`] : [];
    const grown =
      heap - first > growth ? [`seed ${round}: ${heap} MB are in use, ${first} were after the first round`] : [];
    return { figures: { requests, accepted }, failures: [...failures, ...slow, ...grown] };
  },
});
