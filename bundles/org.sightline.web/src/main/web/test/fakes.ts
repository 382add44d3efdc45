import { vi } from 'vitest';
import { CallClient } from '../src/call/call-client';
import type { CallView } from '../src/call/call-client';
import type { FromPage, FromPlatform, Welcome } from '../src/call/messages';
import type { SocketLike } from '../src/call/signal-socket';

/** A socket whose other end is the test. */
export class FakeSocket implements SocketLike {
  readyState = 0;
  onopen: ((event: any) => void) | null = null;
  onmessage: ((event: any) => void) | null = null;
  onclose: ((event: any) => void) | null = null;
  onerror: ((event: any) => void) | null = null;
  readonly sent: FromPage[] = [];
  closedWith: number | undefined;

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(code?: number): void {
    this.closedWith = code;
    this.readyState = 3;
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.({});
  }

  async receive(message: FromPlatform): Promise<void> {
    this.onmessage?.({ data: JSON.stringify(message) });
    await settle();
  }

  drop(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }

  types(): string[] {
    return this.sent.map(({ type }) => type);
  }
}

/** A peer connection that negotiates nothing and remembers everything. */
export class FakePeerConnection {
  signalingState = 'stable';
  iceConnectionState = 'new';
  onicecandidate: ((event: any) => void) | null = null;
  ontrack: ((event: any) => void) | null = null;
  oniceconnectionstatechange: (() => void) | null = null;
  closed = false;
  readonly offers: RTCOfferOptions[] = [];
  readonly candidates: RTCIceCandidateInit[] = [];
  readonly transceivers: { mid: string; kind: string; direction: string; sender: any; receiver: { track: any } }[] = [];

  addTransceiver(trackOrKind: any, init: { direction: string }) {
    const kind = typeof trackOrKind === 'string' ? trackOrKind : trackOrKind.kind;
    const mid = String(this.transceivers.length);
    const transceiver = {
      mid,
      kind,
      direction: init.direction,
      sender: { track: typeof trackOrKind === 'string' ? null : trackOrKind, replaceTrack: vi.fn(async () => undefined) },
      receiver: { track: { kind, id: `in-${mid}` } },
    };
    this.transceivers.push(transceiver);
    return transceiver;
  }

  getTransceivers() {
    return this.transceivers;
  }

  async createOffer(options: RTCOfferOptions) {
    this.offers.push(options);
    return { type: 'offer', sdp: `offer-${this.offers.length}` };
  }

  async setLocalDescription(): Promise<void> {
    this.signalingState = 'have-local-offer';
  }

  async setRemoteDescription(): Promise<void> {
    this.signalingState = 'stable';
  }

  async addIceCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    this.candidates.push(candidate);
  }

  async getStats() {
    return new Map();
  }

  ice(state: string): void {
    this.iceConnectionState = state;
    this.oniceconnectionstatechange?.();
  }

  close(): void {
    this.closed = true;
  }
}

/** Lets promises run without letting time pass. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 12; i++) await Promise.resolve();
}

export const welcome = (change: Partial<Welcome> = {}): Welcome => ({
  type: 'welcome',
  v: 1,
  call: 'call_1',
  participant: 'me',
  role: 'customer',
  resume: 'resume-1',
  resumed: false,
  peers: [],
  state: 'ringing',
  recording: { status: 'waiting-for-consent', recordedMillis: 0 },
  consent: 'undecided',
  ...change,
});

/** A client with everything around it faked. */
export class Rig {
  readonly sockets: FakeSocket[] = [];
  readonly pcs: FakePeerConnection[] = [];
  readonly tickets = vi.fn(async () => `ticket-${this.tickets.mock.calls.length}`);
  readonly audio = { kind: 'audio', enabled: true } as MediaStreamTrack;
  readonly video = { kind: 'video', enabled: true } as MediaStreamTrack;
  readonly views: CallView[] = [];
  readonly client: CallClient;

  constructor() {
    this.client = new CallClient({
      ticket: this.tickets,
      socket: () => {
        const socket = new FakeSocket();
        this.sockets.push(socket);
        return socket;
      },
      peerConnection: () => {
        const pc = new FakePeerConnection();
        this.pcs.push(pc);
        return pc as unknown as RTCPeerConnection;
      },
      media: { audio: this.audio, video: this.video },
    });
    this.client.subscribe((view) => this.views.push(view));
  }

  get socket(): FakeSocket {
    return this.sockets[this.sockets.length - 1]!;
  }

  get pc(): FakePeerConnection {
    return this.pcs[this.pcs.length - 1]!;
  }

  get view(): CallView {
    return this.client.current;
  }

  async joined(change: Partial<Welcome> = {}): Promise<this> {
    await this.client.join();
    this.socket.open();
    await this.socket.receive(welcome(change));
    return this;
  }

  /** Joined, with media flowing. */
  async up(): Promise<this> {
    await this.joined();
    await this.socket.receive({ type: 'answer', sdp: 'answer-1' });
    this.pc.ice('connected');
    return this;
  }
}
