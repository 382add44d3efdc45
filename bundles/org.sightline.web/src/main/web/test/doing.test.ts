import { afterEach, expect, test } from 'vitest';
import { standing } from '../src/i18n/doing';
import { setLocale } from '../src/i18n/locale';

afterEach(() => setLocale('en-CA'));

test('what a growing bar says already is not said again', () => {
  for (const line of ['', 'begins', 'rests', 'wraps keys anew']) expect(standing(line)).toEqual({ tone: 'goes-on', words: '', cause: '' });
});

test('what holds it back is told apart from what stopped it', () => {
  expect(standing('waits: no storage of eu-central-1 is ready')).toEqual({ tone: 'waits', words: 'Waits, and tries again:', cause: 'no storage of eu-central-1 is ready' });
  expect(standing('waits and tries again: x').tone).toBe('waits');
  expect(standing('stopped: the key is destroyed; rotate again to go on').tone).toBe('stopped');
  expect(standing('3 could not move, tries again: cannot read it')).toEqual({ tone: 'waits', words: '3 could not move yet and are tried again:', cause: 'cannot read it' });
});

test('is said in the language of the page', () => {
  setLocale('fr-CA');
  expect(standing('moves recordings: rec_1, 118 MB copied or read back').words).toBe('En déplacement\u00a0: rec_1');
  expect(standing('waits for 2 that are still being made or stored').words).toContain('Attend 2 enregistrements');
});

test('a line that is not known speaks for itself', () => {
  expect(standing('turns the disk over')).toEqual({ tone: 'goes-on', words: '', cause: 'turns the disk over' });
});
