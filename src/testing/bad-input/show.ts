import { servedKinds } from '#api/served-kinds.ts';
import { startServer } from '#apiserver/testing/start-server.ts';
import { plantSeeds } from '../../manager/composition/plant-seeds.ts';
import { badInputCases } from './bad-input-cases.ts';
import { refusedLines } from './refused-lines.ts';
const server = await startServer(servedKinds);
await plantSeeds(server.engine);
for (const one of badInputCases) {
  if (process.argv[2] && !one.name.includes(process.argv[2])) continue;
  let r;
  try {
    r = await refusedLines(server, one);
  } catch (e) {
    r = { problems: ['THREW ' + String(e)], wrote: false };
  }
  const problems = r.problems.map((p) => (p.length > 400 ? p.slice(0, 400) + '…CUT' : p));
  if (process.env.JSON_OUT) console.log(JSON.stringify({ name: one.name, problems: r.problems }));
  else
    console.log(
      `## ${one.name}${r.wrote ? '  !!! WROTE' : ''}${problems.length ? '' : '  !!! ACCEPTED'}\n${problems.map((p) => '   ' + p).join('\n')}`,
    );
}
await server.close();
