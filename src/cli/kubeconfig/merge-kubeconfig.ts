import { isMap, isSeq, parseDocument } from 'yaml';
import { CliError } from '../cli-error.ts';
import type { Kubeconfig } from './build-kubeconfig.ts';

/** The text of a kubeconfig with another one's entries put in, in place of entries of the same name; comments and order stay. */
export function mergeKubeconfig(text: string, added: Kubeconfig): string {
  const document = parseDocument(text.trim() === '' ? 'apiVersion: v1\nkind: Config\n' : text);
  if (document.errors.length > 0 || !isMap(document.contents)) {
    throw new CliError('the kubeconfig to merge into is no YAML object', {
      cure: 'correct it, or write to another file: slipway kubeconfig NAME > FILE',
    });
  }
  for (const section of ['clusters', 'users', 'contexts'] as const) {
    const present = document.get(section);
    const list = isSeq(present) ? present : document.createNode([]);
    for (const entry of added[section]) {
      const index = list.items.findIndex((item) => isMap(item) && item.get('name') === entry.name);
      const node = document.createNode(entry);
      if (index < 0) list.items.push(node);
      else list.items[index] = node;
    }
    document.set(section, list);
  }
  document.set('current-context', added['current-context']);
  return document.toString({ lineWidth: 0 });
}
