import { expect, test } from 'vitest';
import { match } from '../src/app/router';

test('every address has its page', () => {
  expect(match('/')).toEqual({ page: 'today' });
  expect(match('/join')).toEqual({ page: 'join' });
  expect(match('/calls/call_1')).toEqual({ page: 'call', id: 'call_1' });
  expect(match('/recordings/rec_1/')).toEqual({ page: 'recording', id: 'rec_1' });
  expect(match('/settings')).toEqual({ page: 'settings', tab: 'review' });
  expect(match('/settings/users')).toEqual({ page: 'settings', tab: 'users' });
});

test('an address that means nothing has none', () => {
  expect(match('/settings/nothing').page).toBe('not-found');
  expect(match('/a/b/c').page).toBe('not-found');
  expect(match('/calls/%E0%A4%A').page).toBe('call');
});
