import type { Terminal } from './terminal.ts';

/** The terminal, files or pipes this process was started with. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  return {
    print: (line) => void stdout.write(`${line}\n`),
    say: (line) => void stderr.write(`${line}\n`),
    // A terminal without a size (of a recorder, of some CI systems) shows nothing that is drawn again.
    interactive: stdout.isTTY === true && stdout.rows > 0 && stdout.columns > 0,
    get columns() {
      return stdout.columns || 120;
    },
    ask: async (question) => {
      if (stdin.isTTY !== true) return undefined;
      const { createInterface } = await import('node:readline/promises');
      const lines = createInterface({ input: stdin, output: stderr });
      try {
        return await lines.question(question);
      } finally {
        lines.close();
      }
    },
  };
}
