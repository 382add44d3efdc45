const WINDOW_MS = 60_000;
const ENOUGH_MS = 4_000;

interface Sample {
  at: number;
  done: number;
}

/** How fast something moves, from what was seen in the last minute. */
export class Pace {
  private samples: Sample[] = [];

  /** Notes how much is done. What shrinks has begun anew. */
  note(done: number, at: number): void {
    const last = this.samples[this.samples.length - 1];
    if (last && done < last.done) this.samples = [];
    this.samples = [...this.samples.filter((sample) => at - sample.at <= WINDOW_MS), { at, done }];
  }

  /** Forgets what was seen: it rested, or its limit has changed. */
  reset(): void {
    this.samples = [];
  }

  /** How many milliseconds the rest takes at this pace; undefined as long as that cannot be told. */
  left(total: number): number | undefined {
    const first = this.samples[0];
    const last = this.samples[this.samples.length - 1];
    if (!first || !last || last.at - first.at < ENOUGH_MS || last.done <= first.done) return undefined;
    return ((total - last.done) * (last.at - first.at)) / (last.done - first.done);
  }
}

/** In percent; nothing to do is done. */
export const share = (now: number, max: number): number => (max > 0 ? Math.min(100, Math.max(0, (now / max) * 100)) : 100);
