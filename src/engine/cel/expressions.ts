import type { Environment, ParseResult } from '@marcbachmann/cel-js';
import { RE2JS } from 're2js';
import type { ValidationRule } from '#api/meta/schema.ts';
import { createCelEnvironment } from './create-cel-environment.ts';
import type { EvaluationBudget } from './evaluation-budget.ts';
import { withLinearMatches } from './with-linear-matches.ts';

/** Rules may compute patterns from values; more than this are not remembered. */
const patternsKept = 1000;

interface Program {
  readonly run: ParseResult;
  readonly message: ParseResult | undefined;
  readonly readsOld: boolean;
}

/** What a rule is evaluated on. */
export interface RuleInput {
  readonly self: unknown;
  readonly oldSelf?: unknown;
  readonly budget?: EvaluationBudget;
}

/**
 * Compiled CEL rules and regular expressions, each compiled once on first use.
 * It holds no state but that; several engines of one process may share it.
 */
export class Expressions {
  readonly #patterns = new Map<string, RE2JS>();
  readonly #programs = new Map<ValidationRule, Program>();
  #environment: Environment | undefined;
  #timestamp: ParseResult | undefined;
  #duration: ParseResult | undefined;

  /** Whether RE2 finds the pattern anywhere in the text; linear in the length of the text. */
  matches(text: string, pattern: string): boolean {
    return this.#pattern(pattern).test(text);
  }

  /** The sentence by which a rule refuses its input, or undefined when it holds or does not apply. */
  check(rule: ValidationRule, input: RuleInput): string | undefined {
    const program = this.#program(rule);
    if (program.readsOld && !('oldSelf' in input) && rule.optionalOldSelf !== true) return undefined;
    try {
      const holds = program.run(this.#variables(rule, input)) === true;
      // A quantifier swallows what is thrown for an item, so its answer says nothing once the budget is spent.
      if (input.budget?.exhausted === true)
        return 'the rules of this object take too long to evaluate: make its lists shorter';
      if (holds) return undefined;
    } catch (error) {
      return `rule could not be evaluated: ${firstLine(error)}: ${rule.rule}`;
    }
    return this.#message(rule, program, input);
  }

  /** The syntax tree of a rule as it will be run; throws, naming `where`, when it is not CEL or its types cannot fit. */
  compile(rule: ValidationRule, where: string): unknown {
    const { run, message } = this.#parsed(rule, where);
    const { valid, type, error } = run.check();
    const answer = type?.toString();
    if (!valid) throw new Error(`${where} cannot be evaluated: ${firstLine(error)}`);
    if (answer !== 'bool' && answer !== 'dyn') throw new Error(`${where} gives ${answer}, but a rule gives a bool`);
    const spoken = message?.check();
    if (spoken && !spoken.valid)
      throw new Error(`the message of ${where} cannot be evaluated: ${firstLine(spoken.error)}`);
    return run.ast;
  }

  /** Whether a rule compares a value with what was stored before. */
  readsOld(rule: ValidationRule): boolean {
    return this.#program(rule).readsOld;
  }

  timestamp(text: string): unknown {
    this.#timestamp ??= this.#env().parse('timestamp(self)');
    return attempt(this.#timestamp, text);
  }

  duration(text: string): unknown {
    this.#duration ??= this.#env().parse('duration(self)');
    return attempt(this.#duration, text);
  }

  #parsed(rule: ValidationRule, where: string): Program {
    try {
      return this.#program(rule);
    } catch (error) {
      throw new Error(`${where} is no CEL: ${firstLine(error)}`, { cause: error });
    }
  }

  #variables(rule: ValidationRule, input: RuleInput): { self: unknown; oldSelf?: unknown } {
    if (rule.optionalOldSelf !== true)
      return 'oldSelf' in input ? { self: input.self, oldSelf: input.oldSelf } : { self: input.self };
    const optional = this.#env().parse('oldSelf' in input ? 'optional.of(oldSelf)' : 'optional.none()');
    return { self: input.self, oldSelf: optional({ self: null, oldSelf: input.oldSelf }) };
  }

  #message(rule: ValidationRule, program: Program, input: RuleInput): string {
    if (program.message) {
      try {
        const text: unknown = program.message(this.#variables(rule, input));
        if (typeof text === 'string' && text !== '') return text;
      } catch {
        // A message that cannot be computed must not hide the refusal; the fixed message says enough.
      }
    }
    return rule.message ?? `failed rule: ${rule.rule}`;
  }

  #program(rule: ValidationRule): Program {
    const known = this.#programs.get(rule);
    if (known) return known;
    const parse = (text: string) => this.#env().parse(withLinearMatches(text));
    const program: Program = {
      run: parse(rule.rule),
      message: rule.messageExpression === undefined ? undefined : parse(rule.messageExpression),
      readsOld: /\boldSelf\b/.test(rule.rule),
    };
    this.#programs.set(rule, program);
    return program;
  }

  #env(): Environment {
    this.#environment ??= createCelEnvironment((pattern) => this.#pattern(pattern));
    return this.#environment;
  }

  #pattern(text: string): RE2JS {
    let compiled = this.#patterns.get(text);
    if (!compiled) {
      compiled = RE2JS.compile(text);
      if (this.#patterns.size >= patternsKept) this.#patterns.clear();
      this.#patterns.set(text, compiled);
    }
    return compiled;
  }
}

/** The value, or the text itself where it is malformed: the format check reports that. */
function attempt(program: ParseResult, text: string): unknown {
  try {
    return program({ self: text });
  } catch {
    return text;
  }
}

function firstLine(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}
