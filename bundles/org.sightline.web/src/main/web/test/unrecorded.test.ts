import { afterEach, expect, test } from 'vitest';
import type { RecordingInfo } from '../src/call/messages';
import { whyUnrecorded } from '../src/call/unrecorded';
import { setLocale } from '../src/i18n/locale';

const unavailable = (reason: string | null, recordedMillis = 0): RecordingInfo => ({ status: 'unavailable', reason, recordedMillis, region: 'ca-west-1' });

afterEach(() => setLocale('en-CA'));

test('a recording that cannot begin names the region and says that the other side knows', () => {
  expect(whyUnrecorded(unavailable('no-store'), 'Daniel')).toEqual({
    title: 'This call is not recorded.',
    text: 'No store in Calgary answers, and recordings go nowhere else. Daniel is told the same. You can go on with the call.',
  });
});

test('a recording that ends because nothing is left says what is safe', () => {
  expect(whyUnrecorded(unavailable('disk-full', 258_000), '')).toEqual({
    title: 'The recording has ended.',
    text: 'There is no room left for recordings. What was recorded until then, 4\u00a0min 18\u00a0s, is safe. You can go on with the call.',
  });
});

test('a reason that we do not know is no riddle', () => {
  setLocale('fr-CA');
  expect(whyUnrecorded(unavailable('x-1'), '').text).toBe('L’enregistrement est impossible pour le moment. L’appel peut se poursuivre.');
  expect(whyUnrecorded(unavailable(null), 'Ana').text).toContain('On le dit aussi à Ana.');
});
