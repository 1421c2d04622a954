export interface Route {
  /** A pod CIDR. */
  readonly to: string;
  /** Address of the machine that has those pods. */
  readonly via: string;
}

export interface RouteChanges {
  readonly replace: readonly Route[];
  readonly remove: readonly Route[];
}

function byDestination(left: Route, right: Route): number {
  return left.to < right.to ? -1 : left.to > right.to ? 1 : 0;
}

/** What turns the routes we set earlier into those wanted; routes that are right already are left alone. */
export function routeChanges(wanted: readonly Route[], present: readonly Route[]): RouteChanges {
  const [target, current] = [wanted, present].map((routes) => new Map(routes.map((route) => [route.to, route.via])));
  return {
    replace: wanted.filter((route) => current?.get(route.to) !== route.via).toSorted(byDestination),
    remove: present.filter((route) => target?.has(route.to) !== true).toSorted(byDestination),
  };
}
