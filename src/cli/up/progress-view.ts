import type { TreeNode } from '#explain/tree-node.ts';
import type { CommandContext } from '../context/command-context.ts';
import { elapsedText } from '../render/elapsed-text.ts';
import { treeLines } from '../render/tree-lines.ts';

/** Shows a tree that changes. */
export interface ProgressView {
  show(tree: readonly TreeNode[]): void;
  /** Leaves the last picture standing. */
  end(): void;
}

const redrawMilliseconds = 1_000;

/** On a terminal one picture that is drawn again, with time going on; everywhere else a line for each change. */
export async function createProgressView(context: CommandContext): Promise<ProgressView> {
  if (!context.terminal.interactive) return plainLines(context);
  const { createLogUpdate } = await import('log-update');
  const { clock, terminal, timers } = context;
  const update = createLogUpdate(process.stdout);
  let tree: readonly TreeNode[] = [];
  let stop = () => {};
  const draw = () => {
    stop();
    update(treeLines(tree, { now: clock.now(), columns: terminal.columns }).join('\n'));
    stop = timers.after(redrawMilliseconds, draw, 'background');
  };
  return {
    show: (next) => {
      tree = next;
      draw();
    },
    end: () => {
      stop();
      update.done();
    },
  };
}

function plainLines({ terminal, timers }: CommandContext): ProgressView {
  const began = timers.monotonic();
  const told = new Map<string, string>();
  const tell = (node: TreeNode): void => {
    const words = node.state === 'done' ? 'Ready' : node.detail;
    if (words !== '' && told.get(node.id) !== words) {
      told.set(node.id, words);
      const measure = node.measure === '' || node.state === 'done' ? '' : ` (${node.measure})`;
      terminal.say(`[${elapsedText(timers.monotonic() - began).padStart(6)}] ${node.label}: ${words}${measure}`);
    }
    for (const child of node.children) tell(child);
  };
  return { show: (tree) => tree.forEach(tell), end: () => {} };
}
