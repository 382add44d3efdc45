import type { ReactiveController, ReactiveControllerHost } from 'lit';

const QUIET_MS = 200;
const LONG_MS = 4_000;

/** Loads a value for an element and tells how that stands: nothing at first, a skeleton after 200 ms, words after 4 s. */
export class Load<T> implements ReactiveController {
  value: T | undefined;
  error: unknown;
  /** When {@link value} arrived. */
  at = 0;
  phase: 'quiet' | 'slow' | 'long' | 'settled' = 'quiet';
  private timers: ReturnType<typeof setTimeout>[] = [];
  private poll: ReturnType<typeof setInterval> | undefined;
  private run = 0;
  private waiting = false;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly fetch: () => Promise<T>,
    private readonly everyMs?: number,
    /** Also while nobody looks at the page. */
    private readonly unseen = false,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    void this.again();
    if (this.everyMs) {
      this.poll = setInterval(() => (this.unseen || document.visibilityState === 'visible') && void this.again(true), this.everyMs);
    }
  }

  hostDisconnected(): void {
    this.run++;
    this.waiting = false;
    clearInterval(this.poll);
    this.clear();
  }

  /** Fetches anew; quietly: what is shown stays until the new value is here. */
  again = async (quietly = false): Promise<void> => {
    if (quietly && this.waiting) return; // a slow answer must not be overtaken for ever
    const run = ++this.run;
    this.waiting = true;
    if (!quietly) {
      this.phase = 'quiet';
      this.error = undefined;
      this.clear();
      this.timers = [
        setTimeout(() => this.step('slow'), QUIET_MS),
        setTimeout(() => this.step('long'), LONG_MS),
      ];
    }
    try {
      const value = await this.fetch();
      if (run !== this.run) return;
      this.value = value;
      this.at = Date.now();
      this.error = undefined;
    } catch (error) {
      if (run !== this.run) return;
      this.error = error;
    }
    this.waiting = false;
    this.clear();
    this.step('settled');
  };

  private step(phase: 'slow' | 'long' | 'settled'): void {
    this.phase = phase;
    this.host.requestUpdate();
  }

  private clear(): void {
    this.timers.forEach(clearTimeout);
    this.timers = [];
  }
}
