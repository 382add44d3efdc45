import type { Kind, Slot } from './messages';

export interface OwnMedia {
  audio: MediaStreamTrack | null;
  video: MediaStreamTrack | null;
}

export interface LinkListener {
  offer(sdp: string): void;
  candidate(candidate: string, mid: string): void;
  /** Which tracks arrive may have changed. */
  tracks(): void;
  /** The path to the platform was lost or came back. */
  path(up: boolean): void;
}

export type RemoteMedia = ReadonlyMap<string, { audio?: MediaStreamTrack; video?: MediaStreamTrack }>;

const KINDS: readonly Kind[] = ['audio', 'video'];

/** One peer connection to the platform. The page always offers; a second offer waits for the answer to the first. */
export class PeerLink {
  private slots: Slot[] = [];
  private awaitingAnswer = false;
  private next: 'none' | 'offer' | 'restart' = 'none';
  private early: RTCIceCandidateInit[] = [];
  private closed = false;
  private readonly own = new Map<Kind, RTCRtpTransceiver>();

  constructor(
    private readonly pc: RTCPeerConnection,
    private readonly listener: LinkListener,
    media: OwnMedia,
  ) {
    for (const kind of KINDS) {
      this.own.set(kind, pc.addTransceiver(media[kind] ?? kind, { direction: 'sendrecv' }));
    }
    // A spare pair: whoever joins third is seen without another round.
    for (const kind of KINDS) pc.addTransceiver(kind, { direction: 'recvonly' });
    pc.onicecandidate = ({ candidate }) => {
      if (candidate?.candidate) listener.candidate(candidate.candidate, candidate.sdpMid ?? '0');
    };
    pc.ontrack = () => listener.tracks();
    pc.oniceconnectionstatechange = () => {
      const state = pc.iceConnectionState;
      if (state === 'connected' || state === 'completed') listener.path(true);
      if (state === 'disconnected' || state === 'failed') listener.path(false);
    };
  }

  get up(): boolean {
    return ['connected', 'completed'].includes(this.pc.iceConnectionState);
  }

  /** Makes an offer, now or after the answer that is awaited. */
  async offer(): Promise<void> {
    if (this.awaitingAnswer) {
      if (this.next === 'none') this.next = 'offer';
      return;
    }
    await this.makeOffer({});
  }

  /** Makes an offer with an ICE restart at once: the offer before may never have arrived. */
  async restart(): Promise<void> {
    this.next = 'none';
    await this.makeOffer({ iceRestart: true });
  }

  async answered(sdp: string): Promise<void> {
    if (this.closed || this.pc.signalingState !== 'have-local-offer') return;
    await this.pc.setRemoteDescription({ type: 'answer', sdp });
    this.awaitingAnswer = false;
    for (const candidate of this.early.splice(0)) await this.pc.addIceCandidate(candidate);
    this.listener.tracks();
    const next = this.next;
    this.next = 'none';
    if (next !== 'none') await this.makeOffer({ iceRestart: next === 'restart' });
  }

  async candidate(candidate: string, mid: string): Promise<void> {
    if (this.closed) return;
    const init = { candidate, sdpMid: mid };
    if (this.awaitingAnswer) this.early.push(init);
    else await this.pc.addIceCandidate(init);
  }

  /** Notes whose media each section carries and adds sections that are missing. */
  async applySlots(slots: Slot[], missing: { audio: number; video: number }): Promise<void> {
    this.slots = slots;
    this.listener.tracks();
    if (missing.audio + missing.video === 0 || this.closed) return;
    for (const kind of KINDS) {
      for (let i = 0; i < missing[kind]; i++) this.pc.addTransceiver(kind, { direction: 'recvonly' });
    }
    await this.offer();
  }

  /** The arriving tracks by participant. */
  remote(): RemoteMedia {
    const media = new Map<string, { audio?: MediaStreamTrack; video?: MediaStreamTrack }>();
    const byMid = new Map(this.pc.getTransceivers().map((t) => [t.mid, t]));
    for (const slot of this.slots) {
      const track = byMid.get(slot.mid)?.receiver.track;
      if (!slot.participant || !track) continue;
      const entry = media.get(slot.participant) ?? {};
      entry[slot.kind] = track;
      media.set(slot.participant, entry);
    }
    return media;
  }

  async replace(kind: Kind, track: MediaStreamTrack | null): Promise<void> {
    await this.own.get(kind)?.sender.replaceTrack(track);
  }

  /** Firefox climbs in ten-second steps from a quarter of the size unless the size is held at first. */
  async holdResolution(hold: boolean): Promise<void> {
    const sender = this.own.get('video')?.sender;
    if (!sender?.track || this.closed) return;
    const parameters = sender.getParameters() as RTCRtpSendParameters & { degradationPreference?: string };
    parameters.degradationPreference = hold ? 'maintain-resolution' : 'balanced';
    await sender.setParameters(parameters).catch(() => undefined); // a preference only
  }

  getStats(): Promise<RTCStatsReport> {
    return this.pc.getStats();
  }

  close(): void {
    this.closed = true;
    this.pc.onicecandidate = this.pc.ontrack = this.pc.oniceconnectionstatechange = null;
    this.pc.close();
  }

  private async makeOffer(options: RTCOfferOptions): Promise<void> {
    if (this.closed) return;
    this.awaitingAnswer = true;
    this.early = [];
    const offer = await this.pc.createOffer(options);
    await this.pc.setLocalDescription(offer);
    if (!this.closed) this.listener.offer(offer.sdp ?? '');
  }
}
