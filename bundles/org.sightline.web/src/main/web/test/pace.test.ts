import { expect, test } from 'vitest';
import { Pace, share } from '../src/storage/pace';

test('what is left follows from what was seen', () => {
  const pace = new Pace();
  pace.note(0, 0);
  expect(pace.left(100)).toBeUndefined();
  pace.note(10, 2_000);
  expect(pace.left(100)).toBeUndefined();
  pace.note(20, 4_000);
  expect(pace.left(100)).toBe(16_000);
});

test('only the last minute counts', () => {
  const pace = new Pace();
  pace.note(0, 0);
  pace.note(90, 10_000);
  pace.note(91, 75_000);
  pace.note(92, 85_000);

  expect(pace.left(102)).toBe(100_000);
});

test('what stands still tells nothing', () => {
  const pace = new Pace();
  pace.note(5, 0);
  pace.note(5, 30_000);

  expect(pace.left(100)).toBeUndefined();
});

test('what begins anew is judged anew', () => {
  const pace = new Pace();
  pace.note(50, 0);
  pace.note(60, 5_000);
  pace.note(1, 6_000);
  expect(pace.left(100)).toBeUndefined();
  pace.reset();
  pace.note(2, 20_000);

  expect(pace.left(100)).toBeUndefined();
});

test('a share stays between nothing and everything', () => {
  expect(share(75, 128)).toBeCloseTo(58.6, 1);
  expect(share(3, 2)).toBe(100);
  expect(share(0, 0)).toBe(100);
  expect(share(-1, 2)).toBe(0);
});
