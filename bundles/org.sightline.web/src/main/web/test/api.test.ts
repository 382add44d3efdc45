import { expect, test, vi } from 'vitest';
import { Api, ApiError } from '../src/api/client';
import { linkFault } from '../src/app/failure';

const answer = (status: number, body?: unknown) => new Response(body === undefined ? null : JSON.stringify(body), { status });
const api = (response: Response | Error) => {
  const fetcher = vi.fn(async (_url: unknown, _init?: RequestInit) => {
    if (response instanceof Error) throw response;
    return response;
  });
  return { api: new Api(fetcher as unknown as typeof fetch), fetcher };
};

test('an unsafe request says that it is JSON, even without a body', async () => {
  const { api: rest, fetcher } = api(answer(204));
  await rest.signOut();

  const init = fetcher.mock.calls[0]![1]!;
  expect(init.body).toBe('{}');
  expect(init.headers).toMatchObject({ 'Content-Type': 'application/json' });
});

test('ids cannot leave their place in the address', async () => {
  const { api: rest, fetcher } = api(answer(200, {}));
  await rest.call('../users');

  expect(fetcher.mock.calls[0]![0]).toBe('/api/v1/calls/..%2Fusers');
});

test('regions and changes cannot leave their place either', async () => {
  const { api: rest, fetcher } = api(answer(200, {}));
  await rest.planRegionChange('a&region=b');
  await rest.limitRegionChange('rgc_1/../x', 5).catch(() => undefined); // the answer is spent

  expect(fetcher.mock.calls.map(([path]) => path)).toEqual(['/api/v1/workspace/region-changes/plan?region=a%26region%3Db', '/api/v1/workspace/region-changes/rgc_1%2F..%2Fx/rate']);
  expect(rest.regionReportUrl('../x')).toBe('/api/v1/workspace/region-changes/..%2Fx/report');
});

test('a problem keeps its code and field', async () => {
  const { api: rest } = api(answer(409, { code: 'user-exists', detail: 'x', field: 'name' }));

  await expect(rest.users()).rejects.toMatchObject({ status: 409, code: 'user-exists', field: 'name' });
});

test('an answer that is no problem document is an error too', async () => {
  const { api: rest } = api(new Response('<html>', { status: 502 }));

  await expect(rest.users()).rejects.toMatchObject({ status: 502, code: 'unknown' });
});

test('no answer has status 0', async () => {
  const { api: rest } = api(new TypeError('network'));

  await expect(rest.users()).rejects.toEqual(new ApiError(0, 'no-answer', ''));
});

test('a session that is gone is told; a wrong password is not one', async () => {
  const gone = api(answer(401, { code: 'unauthenticated' })).api;
  gone.onSignedOut = vi.fn();
  await gone.users().catch(() => undefined);
  expect(gone.onSignedOut).toHaveBeenCalledOnce();
  const wrong = api(answer(401, { code: 'wrong-credentials' })).api;
  wrong.onSignedOut = vi.fn();
  await wrong.signIn('a', 'b', 'c').catch(() => undefined);
  expect(wrong.onSignedOut).not.toHaveBeenCalled();
});

test('a link that is too old, not one, or to a call that is over is told apart', () => {
  expect(linkFault('invitation-expired', 410)).toBe('expired');
  expect(linkFault('call-ended', 410)).toBe('ended');
  expect(linkFault('invitation-invalid', 404)).toBe('invalid');
  expect(linkFault('invalid-token', 400)).toBe('invalid');
  expect(linkFault('too-many-requests', 429)).toBeUndefined();
});
