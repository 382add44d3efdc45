import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Rig, settle, welcome } from './fakes';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('joining', () => {
  test('sends the ticket first and offers own media and a spare pair', async () => {
    const rig = await new Rig().joined();

    expect(rig.socket.sent[0]).toEqual({ type: 'hello', v: 1, ticket: 'ticket-1' });
    expect(rig.socket.sent[1]).toEqual({ type: 'offer', sdp: 'offer-1' });
    expect(rig.pc.transceivers.map(({ kind, direction }) => `${kind} ${direction}`)).toEqual([
      'audio sendrecv', 'video sendrecv', 'audio recvonly', 'video recvonly',
    ]);
  });

  test('is up once the path is', async () => {
    const rig = await new Rig().joined();
    expect(rig.view.connection).toBe('connecting');
    await rig.socket.receive({ type: 'answer', sdp: 'a' });
    rig.pc.ice('connected');

    expect(rig.view.connection).toBe('up');
  });

  test('sends the answer to the consent question as soon as it can', async () => {
    const rig = new Rig();
    rig.client.answerConsent(false);
    await rig.joined();

    expect(rig.socket.sent).toContainEqual({ type: 'consent', given: false });
    expect(rig.view.consent).toBe('refused');
  });

  test('a refused ticket refuses the call with its code', async () => {
    const rig = new Rig();
    rig.tickets.mockRejectedValueOnce({ status: 410, code: 'invitation-expired' });
    await rig.client.join();

    expect(rig.view).toMatchObject({ connection: 'refused', reason: 'invitation-expired' });
    expect(rig.sockets).toHaveLength(0);
  });

  test('a ticket that cannot be fetched for want of a network is fetched again', async () => {
    const rig = new Rig();
    rig.tickets.mockRejectedValueOnce({ status: 0, code: 'no-answer' });
    await rig.client.join();
    await vi.advanceTimersByTimeAsync(10);

    expect(rig.tickets).toHaveBeenCalledTimes(2);
    expect(rig.sockets).toHaveLength(1);
  });
});

describe('media of the others', () => {
  test('are known by the slots', async () => {
    const rig = await new Rig().up();
    await rig.socket.receive({ type: 'slots', slots: [{ mid: '0', kind: 'audio', participant: 'p2' }, { mid: '1', kind: 'video', participant: 'p2' }, { mid: '3', kind: 'video', participant: '' }], missing: { audio: 0, video: 0 } });

    expect([...rig.view.remote.keys()]).toEqual(['p2']);
    expect(rig.view.remote.get('p2')?.video?.id).toBe('in-1');
  });

  test('missing slots are added and offered, after the answer that is awaited', async () => {
    const rig = await new Rig().joined();
    await rig.socket.receive({ type: 'slots', slots: [], missing: { audio: 1, video: 1 } });
    expect(rig.pc.offers).toHaveLength(1);
    await rig.socket.receive({ type: 'answer', sdp: 'a' });

    expect(rig.pc.offers).toHaveLength(2);
    expect(rig.pc.transceivers).toHaveLength(6);
  });

  test('candidates before the answer wait for it', async () => {
    const rig = await new Rig().joined();
    await rig.socket.receive({ type: 'candidate', candidate: 'candidate:1', mid: '0' });
    expect(rig.pc.candidates).toHaveLength(0);
    await rig.socket.receive({ type: 'answer', sdp: 'a' });

    expect(rig.pc.candidates).toEqual([{ candidate: 'candidate:1', sdpMid: '0' }]);
  });

  test('a fresh offer comes from a new peer connection', async () => {
    const rig = await new Rig().up();
    await rig.socket.receive({ type: 'fresh-offer' });

    expect(rig.pcs).toHaveLength(2);
    expect(rig.pcs[0]!.closed).toBe(true);
    expect(rig.socket.types().filter((type) => type === 'offer')).toHaveLength(2);
  });
});

describe('finding back', () => {
  test('a lost path opens another connection, resumes and restarts ICE on the same peer connection', async () => {
    const rig = await new Rig().up();
    rig.pc.ice('disconnected');
    expect(rig.view.connection).toBe('reconnecting');
    expect(rig.sockets[0]!.closedWith).toBe(4000);
    await vi.advanceTimersByTimeAsync(1);
    rig.socket.open();
    expect(rig.socket.sent[0]).toEqual({ type: 'resume', v: 1, token: 'resume-1' });
    await rig.socket.receive(welcome({ resumed: true, resume: 'resume-2' }));

    expect(rig.pcs).toHaveLength(1);
    expect(rig.pc.offers[1]).toEqual({ iceRestart: true });
    await rig.socket.receive({ type: 'answer', sdp: 'a' });
    rig.pc.ice('connected');
    expect(rig.view.connection).toBe('up');
  });

  test('media that the platform no longer has are built anew', async () => {
    const rig = await new Rig().up();
    rig.client.networkChanged();
    await vi.advanceTimersByTimeAsync(1);
    rig.socket.open();
    await rig.socket.receive(welcome({ resumed: false }));

    expect(rig.pcs).toHaveLength(2);
  });

  test('silence for five seconds is a lost connection', async () => {
    const rig = await new Rig().up();
    await vi.advanceTimersByTimeAsync(9_000);

    expect(rig.sockets.length).toBeGreaterThan(1);
    expect(rig.sockets[0]!.types()).toContain('ping');
    expect(rig.view.connection).toBe('reconnecting');
  });

  test('a session that is too old is left for a new ticket', async () => {
    const rig = await new Rig().up();
    rig.client.networkChanged();
    await vi.advanceTimersByTimeAsync(1);
    rig.socket.open();
    rig.socket.drop(4401);
    await vi.advanceTimersByTimeAsync(1_000);
    rig.socket.open();

    expect(rig.socket.sent[0]).toEqual({ type: 'hello', v: 1, ticket: 'ticket-2' });
  });

  test('after twenty seconds without success it says so and goes on trying', async () => {
    const rig = await new Rig().up();
    rig.client.networkChanged();
    await vi.advanceTimersByTimeAsync(30_000);

    expect(rig.view.connection).toBe('lost');
    expect(rig.sockets.length).toBeGreaterThan(4);
  });

  test('mutes and a withdrawn consent survive', async () => {
    const rig = await new Rig().up();
    rig.client.setMuted('audio', true);
    rig.client.answerConsent(false);
    rig.client.networkChanged();
    await vi.advanceTimersByTimeAsync(1);
    rig.socket.open();
    await rig.socket.receive(welcome({ resumed: true, consent: 'given' }));

    expect(rig.socket.sent).toContainEqual({ type: 'mute', kinds: ['audio'] });
    expect(rig.socket.sent).toContainEqual({ type: 'consent', given: false });
    expect(rig.audio.enabled).toBe(false);
  });
});

describe('the end', () => {
  test('the platform ends it for everyone', async () => {
    const rig = await new Rig().up();
    await rig.socket.receive({ type: 'ended', reason: 'technician' });

    expect(rig.view).toMatchObject({ connection: 'ended', reason: 'technician' });
    expect(rig.pc.closed).toBe(true);
  });

  test('leaving says goodbye', async () => {
    const rig = await new Rig().up();
    const socket = rig.socket;
    rig.client.leave();

    expect(socket.types()).toContain('bye');
    expect(socket.closedWith).toBe(1000);
  });

  test('another page that takes over leaves this one out of it', async () => {
    const rig = await new Rig().up();
    rig.socket.drop(4409);
    await vi.advanceTimersByTimeAsync(10_000);

    expect(rig.view.connection).toBe('taken-over');
    expect(rig.sockets).toHaveLength(1);
  });

  test('a refusal by the platform is final and says why', async () => {
    const rig = new Rig();
    await rig.client.join();
    rig.socket.open();
    await rig.socket.receive({ type: 'problem', code: 'call-full', detail: '' });
    rig.socket.drop(4403);
    await vi.advanceTimersByTimeAsync(10_000);

    expect(rig.view).toMatchObject({ connection: 'refused', reason: 'call-full' });
    expect(rig.sockets).toHaveLength(1);
  });

  test('an answer that could not be put on record is not shown as given', async () => {
    const rig = await new Rig().up();
    rig.client.answerConsent(true);
    expect(rig.view.consent).toBe('given');
    await rig.socket.receive({ type: 'problem', code: 'audit-unavailable', detail: '' });

    expect(rig.view).toMatchObject({ consent: 'undecided', problem: 'audit-unavailable' });
  });

  test('nothing is tried again afterwards', async () => {
    const rig = await new Rig().up();
    rig.client.leave();
    rig.client.networkChanged();
    await vi.advanceTimersByTimeAsync(60_000);
    await settle();

    expect(rig.sockets).toHaveLength(1);
  });
});
