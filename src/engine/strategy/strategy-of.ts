import type { RegisteredKind } from '../kind-registry.ts';
import { configMapStrategy } from './config-map-strategy.ts';
import { eventStrategy } from './event-strategy.ts';
import { namespaceStrategy } from './namespace-strategy.ts';
import { secretStrategy } from './secret-strategy.ts';
import type { Strategy } from './strategy.ts';

const strategies: { readonly [id: string]: Strategy } = {
  'core/namespaces': namespaceStrategy,
  'core/secrets': secretStrategy,
  'core/configmaps': configMapStrategy,
  'core/events': eventStrategy,
};

const none: Strategy = {};

/** The special treatment of a kind; empty for most. */
export function strategyOf(kind: RegisteredKind): Strategy {
  return strategies[kind.id] ?? none;
}
