/** The part of a media element that playing in step needs. */
export interface Playable {
  currentTime: number;
  playbackRate: number;
  readonly paused: boolean;
  readonly ended: boolean;
  readonly seeking: boolean;
  readonly readyState: number;
  play(): Promise<void>;
  pause(): void;
}

const SEEK_BEYOND_MS = 300;
const EASE_BEYOND_MS = 40;
const HAVE_FUTURE_DATA = 3;

/** Whether a take holds the others up: it has something to show here but has not got it yet. */
export const holdsUp = (media: Playable): boolean => !media.ended && (media.seeking || media.readyState < HAVE_FUTURE_DATA);

/** Brings a take to where it should be: a jump when far off, a little faster or slower when near. */
export function follow(media: Playable, localMillis: number, rate: number): void {
  const off = media.currentTime * 1000 - localMillis;
  if (Math.abs(off) > SEEK_BEYOND_MS) {
    if (!media.seeking && !media.ended) media.currentTime = localMillis / 1000;
    media.playbackRate = rate;
  } else {
    media.playbackRate = Math.abs(off) > EASE_BEYOND_MS ? rate * (1 - Math.sign(off) * 0.05) : rate;
  }
}

/** Plays or pauses, and swallows the refusal that a pause right after a play brings. */
export function run(media: Playable, on: boolean): void {
  if (on && media.paused && !media.ended) void media.play().catch(() => undefined);
  if (!on && !media.paused) media.pause();
}
