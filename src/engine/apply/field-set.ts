import { isJsonObject } from '../json/is-json-object.ts';

/** The `fieldsV1` form of a set. */
export interface FieldsV1 {
  readonly [element: string]: FieldsV1;
}

/**
 * An immutable set of field paths, as server-side apply keeps one for each manager. A path is a sequence of elements in
 * Kubernetes' notation: `f:name` a member, `k:{"name":"x"}` an item of a list-map, `v:"x"` an item of a set.
 */
export class FieldSet {
  static readonly empty = new FieldSet(new Set(), new Map());

  /** Elements that are in the set themselves. */
  readonly members: ReadonlySet<string>;
  /** Elements with something below them in the set; never to an empty set. */
  readonly children: ReadonlyMap<string, FieldSet>;

  constructor(members: ReadonlySet<string>, children: ReadonlyMap<string, FieldSet>) {
    this.members = members;
    this.children = children;
  }

  static fromFieldsV1(fields: unknown): FieldSet {
    if (!isJsonObject(fields)) return FieldSet.empty;
    const members = new Set<string>();
    const children = new Map<string, FieldSet>();
    for (const [element, below] of Object.entries(fields)) {
      if (element === '.') continue;
      const names = isJsonObject(below) ? Object.keys(below) : [];
      if (names.length === 0 || names.includes('.')) members.add(element);
      const child = FieldSet.fromFieldsV1(below);
      if (!child.isEmpty) children.set(element, child);
    }
    return new FieldSet(members, children);
  }

  get isEmpty(): boolean {
    return this.members.size === 0 && this.children.size === 0;
  }

  has(element: string): boolean {
    return this.members.has(element);
  }

  below(element: string): FieldSet {
    return this.children.get(element) ?? FieldSet.empty;
  }

  union(other: FieldSet): FieldSet {
    if (other.isEmpty) return this;
    if (this.isEmpty) return other;
    const children = new Map(this.children);
    for (const [element, child] of other.children) children.set(element, this.below(element).union(child));
    return new FieldSet(this.members.union(other.members), children);
  }

  intersection(other: FieldSet): FieldSet {
    return FieldSet.#of(this.members.intersection(other.members), this.children, (element, child) =>
      child.intersection(other.below(element)),
    );
  }

  /** Everything here that is not exactly in the other set. */
  difference(other: FieldSet): FieldSet {
    if (other.isEmpty || this.isEmpty) return this;
    return FieldSet.#of(this.members.difference(other.members), this.children, (element, child) =>
      child.difference(other.below(element)),
    );
  }

  equals(other: FieldSet): boolean {
    if (this.members.size !== other.members.size || this.children.size !== other.children.size) return false;
    for (const member of this.members) if (!other.members.has(member)) return false;
    for (const [element, child] of this.children) if (!child.equals(other.below(element))) return false;
    return true;
  }

  /** All paths, each as its elements. */
  paths(): readonly (readonly string[])[] {
    const own = [...this.members].sort().map((element) => [element]);
    const below = [...this.children].flatMap(([element, child]) => child.paths().map((path) => [element, ...path]));
    return [...own, ...below];
  }

  toFieldsV1(): FieldsV1 {
    const fields: { [element: string]: FieldsV1 } = {};
    const elements = [...this.members];
    for (const element of this.children.keys()) if (!this.members.has(element)) elements.push(element);
    for (const element of elements.sort()) {
      const child = this.children.get(element);
      if (!child) fields[element] = {};
      else fields[element] = this.members.has(element) ? { '.': {}, ...child.toFieldsV1() } : child.toFieldsV1();
    }
    return fields;
  }

  static #of(
    members: ReadonlySet<string>,
    children: ReadonlyMap<string, FieldSet>,
    change: (element: string, child: FieldSet) => FieldSet,
  ): FieldSet {
    const changed = new Map<string, FieldSet>();
    for (const [element, child] of children) {
      const result = change(element, child);
      if (!result.isEmpty) changed.set(element, result);
    }
    return new FieldSet(members, changed);
  }
}
