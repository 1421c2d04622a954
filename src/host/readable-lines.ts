const colour = /\u001b\[[0-9;]*m/g;
/** kubeadm lists each kernel option and control group it looked at, dozens of lines before the one that matters. */
const fine = /^(CONFIG|CGROUPS)_\w+: /;

/** The lines a person would read: without colours and without kubeadm's list of kernel options. */
export function readableLines(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.replace(colour, '')).filter((line) => !fine.test(line));
}
