import type { TaskSecrets } from '#domain/host/task-secrets.ts';

/** What is shorter stands in ordinary text by chance. */
const shortest = 6;

/** The texts by which a program's output would give a task's secrets away: whole lines, and the login as it is and in a URL. */
export function secretTexts({ bootstrapToken, files, machineFiles = [], proxyLogin }: TaskSecrets): readonly string[] {
  const keys = files.filter(({ path }) => path.endsWith('.key'));
  const lines = [...keys, ...machineFiles].flatMap(({ content }) => content.split('\n').map((line) => line.trim()));
  const password = proxyLogin === undefined ? [] : [proxyLogin.password, encodeURIComponent(proxyLogin.password)];
  const token = bootstrapToken === undefined ? [] : [bootstrapToken];
  const texts = [...lines, ...password, ...token].filter((text) => text.length >= shortest);
  // The longest first: one may hold another.
  return [...new Set(texts)].sort((a, b) => b.length - a.length);
}
