import { FieldSet } from './field-set.ts';

/** Collects field paths into a {@link FieldSet}. */
export class FieldSetBuilder {
  readonly #members = new Set<string>();
  readonly #children = new Map<string, FieldSetBuilder>();

  insert(element: string): void {
    this.#members.add(element);
  }

  below(element: string): FieldSetBuilder {
    const known = this.#children.get(element);
    if (known) return known;
    const child = new FieldSetBuilder();
    this.#children.set(element, child);
    return child;
  }

  build(): FieldSet {
    const children = new Map<string, FieldSet>();
    for (const [element, child] of this.#children) {
      const set = child.build();
      if (!set.isEmpty) children.set(element, set);
    }
    return new FieldSet(this.#members, children);
  }
}
