import { live } from './live.ts';
import type { Life } from './life.ts';

// Lives each life that its parent sends and answers with its end.
process.on('message', (life: Life) => {
  void live(life).then((end) => process.send?.(end));
});
process.on('disconnect', () => process.exit());
