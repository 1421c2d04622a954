import { catchMutant } from '#testing/mutants/catch-mutant.ts';
import { mutants } from '#testing/mutants/mutants.ts';

// Seeds each bug of a list into a manager and lives the first cluster's life with it: every one has to be found out.
let missed = 0;
for (const mutant of mutants) {
  const found = await catchMutant(mutant);
  missed += found === undefined ? 1 : 0;
  console.log(`${found === undefined ? '✖' : '✔'} ${mutant.name.padEnd(60)} ${found ?? 'nobody noticed'}`);
}
console.log(`mutants: ${mutants.length - missed} of ${mutants.length} are caught`);
process.exitCode = missed === 0 ? 0 : 1;
