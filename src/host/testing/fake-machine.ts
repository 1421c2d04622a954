import type { JournalEntry } from '#domain/host/journal-entry.ts';
import { readJournal } from '../read-journal.ts';
import type { ApiAnswer, ApiCall, CommandResult, HostSystem, JournalDraft } from '../host-system.ts';
import type { FakeCluster } from './fake-cluster.ts';
import { type FakeDisk, newDisk } from './fake-disk.ts';
import { fakeKubeadm } from './fake-kubeadm.ts';

/** Ends an incarnation of the program: every later call it makes never settles, as nothing after a power cut happens. */
export class PowerCut extends Error {}

export interface FakeMachineOptions {
  readonly nodeName: string;
  /** What a power cut leaves of a file nobody synced. */
  readonly unsynced: 'gone' | 'empty';
  readonly cluster: FakeCluster;
}

/** No run waits for hours: one that does would never end. */
const endOfTime = Date.parse('2026-01-01T02:00:00Z');

const ok: CommandResult = { exitCode: 0, lines: [] };

/**
 * A machine whose disk, journal and kubelet behave like real ones, as far as the host utility can tell: what was not
 * synced is lost by a power cut, kubeadm minds its own leftovers, the kubelet gets a certificate for a valid token.
 */
export class FakeMachine {
  readonly disk: FakeDisk;
  readonly cluster: FakeCluster;
  readonly nodeName: string;
  readonly commands: (readonly string[])[] = [];
  /** What comes of commands other than kubeadm's that end with such an argument; all others do well. */
  readonly failures = new Map<string, CommandResult>();
  /** What programs say here, by name; others say nothing and succeed. */
  readonly says = new Map<string, CommandResult>();
  kubeletRuns = false;
  journalText = '';
  /** Steps left until the power is cut; every write, command and entry is one. */
  stepsLeft = Number.POSITIVE_INFINITY;
  steps = 0;
  #time = Date.parse('2026-01-01T00:00:00Z');
  #cut: ((error: PowerCut) => void) | undefined;

  constructor(options: FakeMachineOptions) {
    this.disk = newDisk(options.unsynced);
    this.cluster = options.cluster;
    this.nodeName = options.nodeName;
  }

  /** Something durable or visible happens; may be where the power is cut. */
  async step(): Promise<void> {
    this.steps += 1;
    this.stepsLeft -= 1;
    if (this.stepsLeft >= 0) return;
    this.#cut?.(new PowerCut());
    await new Promise<never>(() => undefined);
  }

  /** Boots, runs the program until it ends or the power is cut; rejects with {@link PowerCut} in that case. */
  async boot(
    program: (system: HostSystem) => Promise<boolean>,
    stepsUntilCut = Number.POSITIVE_INFINITY,
  ): Promise<boolean> {
    // Whatever the incarnation before still had to do runs into its end first.
    await new Promise((resolve) => setImmediate(resolve));
    this.stepsLeft = stepsUntilCut;
    this.disk.files.set('/run/containerd/containerd.sock', { content: '', mode: '0660', synced: true });
    this.kubeletRuns = (this.disk.files.get('/var/lib/kubelet/config.yaml')?.content ?? '') !== '';
    return new Promise<boolean>((resolve, reject) => {
      this.#cut = (error) => {
        this.disk.powerCut();
        reject(error);
      };
      program(this.#system()).then(resolve, reject);
    });
  }

  entries(): readonly JournalEntry[] {
    return readJournal(this.journalText).entries;
  }

  #system(): HostSystem {
    const { disk } = this;
    const text = this.journalText;
    const found = readJournal(text);
    this.journalText = new TextDecoder().decode(new TextEncoder().encode(text).slice(0, found.wholeBytes));
    const entries = [...found.entries];
    return {
      clock: {
        now: () => this.#time,
        elapsed: () => this.#time,
        pause: async (milliseconds) => {
          this.#time += milliseconds;
          await Promise.resolve();
          if (this.stepsLeft < 0) await new Promise<never>(() => undefined);
          if (this.#time > endOfTime) throw new Error(`waits for ever: ${this.journalText.slice(-500)}`);
          this.#live();
        },
      },
      files: disk.program(() => this.step()),
      api: { call: (call) => Promise.resolve(this.#answer(call)), lines: (call) => this.#watch(call) },
      journal: { entries: () => entries, append: (draft) => this.#append(entries, draft) },
      identityProblem: (certificate, key) =>
        certificate === '' || key === '' ? 'its certificate file is not whole' : undefined,
      execute: (command) => this.#execute(command),
    };
  }

  async #append(entries: JournalEntry[], draft: JournalDraft): Promise<void> {
    const entry = { ...draft, sequence: entries.length + 1, time: new Date(this.#time).toISOString() };
    entries.push(entry);
    const line = `${JSON.stringify(entry)}\n`;
    // The half of a line is what a power cut may leave.
    if (this.stepsLeft >= 0) this.journalText += this.stepsLeft === 0 ? line.slice(0, line.length / 2) : line;
    await this.step();
  }

  async #execute(command: readonly string[]): Promise<CommandResult> {
    await this.step();
    this.commands.push(command);
    const result =
      command[0] === 'kubeadm'
        ? await fakeKubeadm(this, command.slice(1))
        : (this.failures.get(command.at(-1) ?? '') ?? this.says.get(command[0] ?? '') ?? ok);
    await this.step();
    this.#live();
    return result;
  }

  /** What the kubelet and the cluster do by themselves. */
  #live(): void {
    if (this.kubeletRuns) this.cluster.kubeletWorks(this);
  }

  #answer(call: ApiCall): ApiAnswer {
    this.#live();
    return this.cluster.answer(call, this);
  }

  async *#watch(call: ApiCall): AsyncIterable<string> {
    await Promise.resolve();
    const answer = this.#answer(call);
    if (answer.reached) yield answer.body;
  }
}
