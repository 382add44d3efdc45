import { expect, test } from 'vitest';
import type { RecordingView, TakeView } from '../src/api/types';
import { isDamaged, leading, moments, pauseAt, playing, spread, standing, total } from '../src/player/timeline';
import { follow, holdsUp } from '../src/player/step';
import type { Playable } from '../src/player/step';

const take = (number: number, role: TakeView['role'], startMillis: number, durationMillis: number, closed: string | null = 'ended'): TakeView =>
  ({ number, role, mediaType: 'video/webm', startMillis, durationMillis, length: 1, closed });
const recording = (takes: TakeView[], pauses: RecordingView['pauses'] = []): RecordingView =>
  ({ id: 'rec_1', call: 'call_1', technician: { id: 'usr_1' }, region: 'ca-central-1', state: 'stored', startedAt: '2026-01-01T00:00:00Z', durationMillis: 60_000, pauses, takes, mayWatch: true });

test('takes play where they lie in the timeline', () => {
  const r = recording([take(1, 'technician', 0, 60_000), take(2, 'customer', 1_000, 20_000), take(3, 'customer', 30_000, 30_000)]);

  expect(playing(r, 500).map((t) => t.number)).toEqual([1]);
  expect(playing(r, 5_000).map((t) => t.number)).toEqual([1, 2]);
  expect(playing(r, 25_000).map((t) => t.number)).toEqual([1]);
  expect(playing(r, 60_000)).toEqual([]);
  expect(total(r)).toBe(60_000);
});

test('a take that begins later waits at its start', () => {
  const r = recording([take(1, 'technician', 0, 60_000), take(2, 'customer', 500, 20_000), take(3, 'customer', 30_000, 30_000)]);
  const at = (millis: number): number[][] => standing(r, millis).map((s) => [s.take.number, s.atMillis]);

  expect(at(0)).toEqual([[1, 0], [2, 0], [3, 0]]);
  expect(at(7_200)).toEqual([[1, 7_200], [2, 6_700], [3, 0]]);
  expect(at(40_000)).toEqual([[1, 40_000], [3, 10_000]]);
});

test('the customer\'s latest picture leads, else the technician\'s', () => {
  expect(leading([take(1, 'technician', 0, 9), take(2, 'customer', 0, 9), take(3, 'customer', 5, 9)])?.number).toBe(3);
  expect(leading([take(1, 'technician', 0, 9)])?.number).toBe(1);
  expect(leading([])).toBeUndefined();
});

test('takes that were cut off together show one moment', () => {
  const full = recording([take(1, 'technician', 0, 60_000, 'disk-full'), take(2, 'customer', 500, 59_000, 'disk-full')]);
  expect(moments(full).map((m) => m.kind)).toEqual(['started', 'full']);
  const twice = recording([take(1, 'technician', 0, 20_000, 'crashed'), take(2, 'technician', 30_000, 30_000, 'crashed')]);
  expect(moments(twice).map((m) => m.kind)).toEqual(['started', 'crashed', 'joined', 'crashed']);
});

test('only a check that failed makes a recording damaged', () => {
  const r = recording([]);
  const check = { at: '2026-01-01T00:00:00Z', message: '' };
  expect(isDamaged(r)).toBe(false);
  expect(isDamaged({ ...r, check: { ...check, intact: true } })).toBe(false);
  expect(isDamaged({ ...r, check: { ...check, intact: false } })).toBe(true);
});

test('a take without a length reaches to the end', () => {
  expect(playing(recording([take(1, 'customer', 0, 0)]), 59_999)).toHaveLength(1);
});

test('what happened is told in order', () => {
  const r = recording([take(1, 'technician', 0, 60_000), take(2, 'customer', 0, 10_000, 'crashed'), take(3, 'customer', 12_000, 48_000)], [{ fromMillis: 20_000, toMillis: 25_000 }]);

  expect(moments(r).map((m) => `${m.kind} ${m.atMillis}`)).toEqual(['started 0', 'crashed 10000', 'joined 12000', 'paused 20000', 'resumed 25000']);
});

test('a pause begins at its first moment and ends before its last', () => {
  const pauses = [{ fromMillis: 10, toMillis: 20 }];
  expect([9, 10, 19, 20].map((at) => !!pauseAt(pauses, at))).toEqual([false, true, true, false]);
});

test('pictures are spread evenly', () => {
  expect(spread([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 3)).toEqual([0, 5, 10]);
  expect(spread([7], 3)).toEqual([7]);
});

const media = (change: Partial<Playable>): Playable =>
  ({ currentTime: 10, playbackRate: 1, paused: false, ended: false, seeking: false, readyState: 4, play: async () => undefined, pause: () => undefined, ...change });

test('a take that is a little off is eased into step, one that is far off jumps', () => {
  const near = media({});
  follow(near, 10_100, 1);
  expect(near.playbackRate).toBeGreaterThan(1);
  expect(near.currentTime).toBe(10);
  const far = media({});
  follow(far, 14_000, 1);
  expect(far.currentTime).toBe(14);
  const exact = media({ playbackRate: 1.05 });
  follow(exact, 10_010, 1);
  expect(exact.playbackRate).toBe(1);
});

test('a take that has nothing yet holds the others up, one that has ended does not', () => {
  expect(holdsUp(media({ readyState: 2 }))).toBe(true);
  expect(holdsUp(media({ readyState: 2, ended: true }))).toBe(false);
  expect(holdsUp(media({}))).toBe(false);
});
