import type { RecordingView, TakeView } from '../api/types';

export interface Pause {
  fromMillis: number;
  toMillis: number;
}

/** Something that happened in a recording, in order. */
export interface Moment {
  kind: 'started' | 'joined' | 'paused' | 'resumed' | 'crashed' | 'full';
  atMillis: number;
  role?: TakeView['role'];
  lengthMillis?: number;
}

/** Whether its last verification found that it is not what was sealed: then it is never played. */
export const isDamaged = (recording: Pick<RecordingView, 'check'>): boolean => recording.check?.intact === false;

/** Where a take ends in the timeline; one without a length reaches to the end. */
const end = (take: TakeView, total: number): number => (take.durationMillis ? take.startMillis + take.durationMillis : total);

export const total = (recording: RecordingView): number =>
  recording.durationMillis || Math.max(0, ...recording.takes.map((take) => take.startMillis + take.durationMillis));

/** The takes that have something at a moment. */
export const playing = (recording: RecordingView, atMillis: number): TakeView[] =>
  recording.takes.filter((take) => take.startMillis <= atMillis && atMillis < end(take, total(recording)));

/** Where each take stands at a moment, in its own milliseconds: one that begins later waits at its start; one that is over is left out. */
export const standing = (recording: RecordingView, atMillis: number): { take: TakeView; atMillis: number }[] =>
  recording.takes
    .filter((take) => atMillis < end(take, total(recording)))
    .map((take) => ({ take, atMillis: Math.max(0, atMillis - take.startMillis) }));

/** The take whose picture is shown large: the customer's, the latest if there are several; else the technician's. */
export function leading(takes: readonly TakeView[]): TakeView | undefined {
  const latest = (role: TakeView['role']): TakeView | undefined =>
    takes.filter((take) => take.role === role).sort((a, b) => b.startMillis - a.startMillis)[0];
  return latest('customer') ?? latest('technician');
}

/** A take that starts within a moment is shown already, so that the other side's picture does not flash up first. */
const SOON_MS = 1_500;

/** The take to show at a moment: see {@link leading}. */
export const shown = (recording: RecordingView, atMillis: number): TakeView | undefined => {
  const here = playing(recording, atMillis);
  const soon = leading(here)?.role === 'customer' ? [] : playing(recording, atMillis + SOON_MS).filter((take) => take.role === 'customer');
  return leading([...here, ...soon]);
};

export const pauseAt = (pauses: readonly Pause[], atMillis: number): Pause | undefined =>
  pauses.find((pause) => pause.fromMillis <= atMillis && atMillis < pause.toMillis);

/** Takes that were cut off at about the same time were cut off by the same thing. */
const TOGETHER_MS = 2_000;

/** What happened when, for the markers and the list of moments. */
export function moments(recording: RecordingView): Moment[] {
  const found: Moment[] = [{ kind: 'started', atMillis: 0 }];
  const seen = new Set<string>();
  for (const take of [...recording.takes].sort((a, b) => a.startMillis - b.startMillis)) {
    if (seen.has(take.role)) found.push({ kind: 'joined', atMillis: take.startMillis, role: take.role });
    seen.add(take.role);
    const cut = take.closed === 'crashed' ? 'crashed' : take.closed === 'disk-full' ? 'full' : undefined;
    const atMillis = end(take, total(recording));
    if (cut && !found.some((moment) => moment.kind === cut && Math.abs(moment.atMillis - atMillis) < TOGETHER_MS)) found.push({ kind: cut, atMillis });
  }
  for (const pause of recording.pauses) {
    found.push({ kind: 'paused', atMillis: pause.fromMillis, lengthMillis: pause.toMillis - pause.fromMillis });
    found.push({ kind: 'resumed', atMillis: pause.toMillis });
  }
  return found.sort((a, b) => a.atMillis - b.atMillis);
}

/** Up to `count` keyframes, spread evenly. */
export function spread(millis: readonly number[], count: number): number[] {
  if (millis.length <= count) return [...millis];
  return Array.from({ length: count }, (_, i) => millis[Math.round((i * (millis.length - 1)) / (count - 1))]!);
}
