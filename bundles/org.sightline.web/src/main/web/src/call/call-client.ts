import { CLOSE, VERSION } from './messages';
import type { CallState, Consent, FromPlatform, Kind, Peer, RecordingInfo, Role, Welcome } from './messages';
import { quality, readStats } from './call-stats';
import type { CallStats, Quality } from './call-stats';
import { PeerLink } from './peer-link';
import type { OwnMedia, RemoteMedia } from './peer-link';
import { SignalSocket } from './signal-socket';
import type { SocketLike } from './signal-socket';

/** How the page stands with the platform. */
export type Connection = 'connecting' | 'up' | 'reconnecting' | 'lost' | 'taken-over' | 'refused' | 'ended';

/** All that a page shows of a call. A new object for every change. */
export interface CallView {
  connection: Connection;
  participant: string;
  role: Role | undefined;
  peers: readonly Peer[];
  state: CallState;
  recording: RecordingInfo;
  /** When {@link recording} was received: the clock runs on from there. */
  recordingAt: number;
  consent: Consent;
  muted: readonly Kind[];
  remote: RemoteMedia;
  quality: Quality;
  /** The code of the last thing that the platform could not do, until the next thing is asked of it. */
  problem: string | undefined;
  /** Why the call is over, or the code with which joining was refused. */
  reason: string | undefined;
}

export interface CallClientConfig {
  /** Fetches a one-time ticket; what it throws refuses the call with the error's `code`. */
  ticket(): Promise<string>;
  socket(): SocketLike;
  peerConnection(): RTCPeerConnection;
  media: OwnMedia;
  /** True where video should hold its size for the first seconds. */
  holdResolution?: boolean;
}

const GRACE_MS = 20_000;
const RETRY_MS = [0, 300, 700, 1_500, 2_500];
const CONNECT_MS = 4_000;
const MEDIA_MS = 8_000;
const STATS_EVERY_MS = 2_000;
const TERMINAL: ReadonlySet<Connection> = new Set<Connection>(['ended', 'refused', 'taken-over']);

/** One participant's side of a call: signalling, media, and finding back after the network changed. Knows no page. */
export class CallClient {
  private view: CallView = {
    connection: 'connecting',
    participant: '',
    role: undefined,
    peers: [],
    state: 'created',
    recording: { status: 'waiting-for-consent', recordedMillis: 0 },
    recordingAt: Date.now(),
    consent: 'undecided',
    muted: [],
    remote: new Map(),
    quality: 'unknown',
    problem: undefined,
    reason: undefined,
  };
  private readonly listeners = new Set<(view: CallView) => void>();
  private readonly media: OwnMedia;
  private socket: SignalSocket | undefined;
  private link: PeerLink | undefined;
  private resumeToken: string | undefined;
  /** The answer that is on record if the platform cannot record the one that was just given. */
  private agreed: Consent = 'undecided';
  private wishedConsent: boolean | undefined;
  private lostAt = 0;
  private attempt = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private watchdog: ReturnType<typeof setTimeout> | undefined;
  private statsTimer: ReturnType<typeof setInterval> | undefined;
  private lastStats: CallStats | undefined;

  constructor(private readonly config: CallClientConfig) {
    this.media = { ...config.media };
  }

  get current(): CallView {
    return this.view;
  }

  /** Calls the listener now and after every change; returns how to stop. */
  subscribe(listener: (view: CallView) => void): () => void {
    this.listeners.add(listener);
    listener(this.view);
    return () => this.listeners.delete(listener);
  }

  /** Joins the call. */
  async join(): Promise<void> {
    this.statsTimer ??= setInterval(() => void this.measure(), STATS_EVERY_MS);
    let ticket: string;
    try {
      ticket = await this.config.ticket();
    } catch (error) {
      this.ticketRefused(error);
      return;
    }
    if (this.over()) return;
    this.connect(() => ({ type: 'hello' as const, v: VERSION, ticket }));
  }

  /** Leaves for good. */
  leave(): void {
    this.socket?.send({ type: 'bye' });
    this.finish('ended', 'left');
  }

  /** Ends the call for everyone; only the technician may. The view says `ended` once the platform does. */
  endCall(): void {
    this.socket?.send({ type: 'end-call' });
  }

  setMuted(kind: Kind, muted: boolean): void {
    const kinds = new Set(this.view.muted);
    if (muted) kinds.add(kind);
    else kinds.delete(kind);
    const track = this.media[kind];
    if (track) track.enabled = !muted;
    this.update({ muted: [...kinds] });
    this.socket?.send({ type: 'mute', kinds: [...kinds] });
  }

  /** Answers the consent question; `false` after `true` withdraws. Sent again if it could not be sent now. */
  answerConsent(given: boolean): void {
    this.wishedConsent = given;
    this.agreed = this.view.consent;
    if (this.socket?.send({ type: 'consent', given })) {
      const consent = given ? 'given' : this.view.consent === 'given' ? 'withdrawn' : 'refused';
      this.update({ consent, problem: undefined });
    }
  }

  /** Pauses or resumes; `false` also tries again what was `unavailable`. */
  pauseRecording(paused: boolean): void {
    this.update({ problem: undefined });
    this.socket?.send({ type: 'pause-recording', paused });
  }

  /** Sends another camera or microphone from now on. */
  async replaceTrack(kind: Kind, track: MediaStreamTrack | null): Promise<void> {
    if (track) track.enabled = !this.view.muted.includes(kind);
    this.media[kind] = track;
    await this.link?.replace(kind, track);
  }

  /** The network may have changed (the window's `online` event): find back at once. */
  networkChanged(): void {
    this.reconnect();
  }

  async stats(): Promise<CallStats> {
    return this.link ? readStats(await this.link.getStats() as any) : { flows: [], roundTripMs: 0 };
  }

  private connect(first: () => { type: 'hello'; v: number; ticket: string } | { type: 'resume'; v: number; token: string }): void {
    const socket: SignalSocket = new SignalSocket(this.config.socket(), {
      opened: () => socket.send(first()),
      received: (message) => {
        if (socket === this.socket) void this.receive(message).catch(() => this.reconnect());
      },
      closed: (code) => {
        if (socket === this.socket) this.socketClosed(code);
      },
      silent: () => {
        if (socket === this.socket) this.reconnect();
      },
    });
    this.socket = socket;
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => this.reconnect(), CONNECT_MS);
  }

  private async receive(message: FromPlatform): Promise<void> {
    switch (message.type) {
      case 'welcome':
        return this.welcomed(message);
      case 'answer':
        await this.link?.answered(message.sdp);
        return this.link?.up ? this.pathUp() : undefined;
      case 'candidate':
        return this.link?.candidate(message.candidate, message.mid);
      case 'fresh-offer':
        return this.freshLink();
      case 'slots':
        return this.link?.applySlots(message.slots, message.missing);
      case 'peer': {
        const others = this.view.peers.filter((p) => p.participant !== message.peer.participant);
        return this.update({ peers: [...others, message.peer] });
      }
      case 'peer-left':
        return this.update({ peers: this.view.peers.filter((p) => p.participant !== message.participant) });
      case 'state':
        return this.update({ state: message.state });
      case 'recording':
        return this.update({ recording: message, recordingAt: Date.now() });
      case 'ended':
        return this.finish('ended', message.reason);
      case 'problem':
        return this.update({ problem: message.code, consent: message.code === 'audit-unavailable' ? this.agreed : this.view.consent });
      default:
        return undefined; // pong, and what a later version may add
    }
  }

  private async welcomed(message: Welcome): Promise<void> {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => this.reconnect(), MEDIA_MS);
    this.attempt = 0;
    this.resumeToken = message.resume;
    this.update({
      connection: this.lostAt ? 'reconnecting' : 'connecting',
      participant: message.participant,
      role: message.role,
      peers: message.peers,
      state: message.state,
      recording: message.recording,
      recordingAt: Date.now(),
      consent: message.consent,
    });
    const wish = this.wishedConsent;
    if (wish !== undefined && (message.consent === 'undecided' || (message.consent === 'given') !== wish)) {
      this.answerConsent(wish);
    }
    if (this.view.muted.length) this.socket?.send({ type: 'mute', kinds: [...this.view.muted] });
    if (this.link && message.resumed) await this.link.restart();
    else await this.freshLink();
  }

  private async freshLink(): Promise<void> {
    this.link?.close();
    const link: PeerLink = new PeerLink(
      this.config.peerConnection(),
      {
        offer: (sdp) => this.socket?.send({ type: 'offer', sdp }),
        candidate: (candidate, mid) => this.socket?.send({ type: 'candidate', candidate, mid }),
        tracks: () => link === this.link && this.update({ remote: link.remote() }),
        path: (up) => link === this.link && (up ? this.pathUp() : this.pathLost()),
      },
      this.media,
    );
    this.link = link;
    if (this.config.holdResolution) {
      await link.holdResolution(true);
      setTimeout(() => void link.holdResolution(false), 4_000);
    }
    await link.offer();
  }

  private pathUp(): void {
    clearTimeout(this.watchdog);
    this.lostAt = 0;
    if (!this.over()) this.update({ connection: 'up' });
  }

  private pathLost(): void {
    if (this.view.connection === 'up') this.reconnect(); // otherwise we are at it, and the watchdog looks after it
  }

  private socketClosed(code: number): void {
    if (code === CLOSE.callEnded) return this.finish('ended', this.view.reason ?? 'platform');
    if (code === CLOSE.refused) return this.finish('refused', this.view.problem ?? 'unknown');
    if (code === CLOSE.takenOver) return this.finish('taken-over', undefined);
    if (code === CLOSE.badTicket) this.resumeToken = undefined; // too late to resume: join anew
    return this.reconnect();
  }

  /** Opens another connection: with the session that we hold, or with a new ticket. */
  private reconnect(): void {
    if (this.over()) return;
    clearTimeout(this.watchdog);
    clearTimeout(this.retry);
    this.socket?.close(CLOSE.moving);
    this.socket = undefined;
    this.lostAt ||= Date.now();
    this.update({ connection: Date.now() - this.lostAt > GRACE_MS ? 'lost' : 'reconnecting', quality: 'none' });
    const wait = RETRY_MS[Math.min(this.attempt++, RETRY_MS.length - 1)];
    this.retry = setTimeout(() => {
      const token = this.resumeToken;
      if (token) this.connect(() => ({ type: 'resume', v: VERSION, token }));
      else void this.join();
    }, wait);
  }

  private ticketRefused(error: unknown): void {
    const { status, code } = error as { status?: number; code?: string };
    if (status === undefined || status === 0 || status >= 500) this.reconnect(); // no network, not a refusal
    else if (code === 'call-ended') this.finish('ended', 'ended');
    else this.finish('refused', code ?? 'unknown');
  }

  private async measure(): Promise<void> {
    if (!this.link || this.view.connection !== 'up') return;
    const now = await this.stats();
    const judged = quality(this.lastStats, now);
    this.lastStats = now;
    if (judged !== this.view.quality) this.update({ quality: judged });
  }

  private over(): boolean {
    return TERMINAL.has(this.view.connection);
  }

  private finish(connection: Connection, reason: string | undefined): void {
    if (this.over()) return;
    clearTimeout(this.retry);
    clearTimeout(this.watchdog);
    clearInterval(this.statsTimer);
    this.socket?.close(CLOSE.left);
    this.socket = undefined;
    this.link?.close();
    this.link = undefined;
    this.update({ connection, reason, remote: new Map() });
  }

  private update(change: Partial<CallView>): void {
    this.view = { ...this.view, ...change };
    for (const listener of this.listeners) listener(this.view);
  }
}
