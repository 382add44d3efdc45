import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { CallClient } from './call-client';
import type { CallView } from './call-client';
import type { CallStats } from './call-stats';
import { closeMedia, hasSeveralCameras, otherCamera } from './devices';
import type { Facing } from './devices';
import type { Kind, Peer } from './messages';
import type { OwnMedia } from './peer-link';
import { WakeLock } from './wake-lock';

/** Ties one call to one page: its client, its own camera and microphone, and the browser's events. */
export class CallController implements ReactiveController {
  view: CallView | undefined;
  media: OwnMedia = { audio: null, video: null };
  facing: Facing = 'environment';
  severalCameras = false;
  private client: CallClient | undefined;
  private readonly awake = new WakeLock();
  private readonly online = (): void => this.client?.networkChanged();

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('online', this.online);
  }

  hostDisconnected(): void {
    removeEventListener('online', this.online);
    this.leave();
  }

  /** Joins with the media and the answer to the consent question. */
  start(media: OwnMedia, facing: Facing, consent: boolean, ticket: () => Promise<string>): void {
    this.media = media;
    this.facing = facing;
    this.awake.hold();
    const client = new CallClient({
      ticket,
      socket: () => new WebSocket(`${location.origin.replace(/^http/, 'ws')}/signal`),
      peerConnection: () => new RTCPeerConnection({ bundlePolicy: 'max-bundle' }),
      media,
      holdResolution: navigator.userAgent.includes('Firefox'),
    });
    this.client = client;
    client.subscribe((view) => this.show(view));
    client.answerConsent(consent);
    void client.join();
    void hasSeveralCameras().then((several) => {
      this.severalCameras = several;
      this.host.requestUpdate();
    });
  }

  /** The first of the others with this role. */
  peer(role: 'technician' | 'customer'): Peer | undefined {
    return this.view?.peers.find((peer) => peer.role === role);
  }

  muted(kind: Kind): boolean {
    return this.view?.muted.includes(kind) ?? false;
  }

  toggle(kind: Kind): void {
    this.client?.setMuted(kind, !this.muted(kind));
  }

  pause(paused: boolean): void {
    this.client?.pauseRecording(paused);
  }

  consent(given: boolean): void {
    this.client?.answerConsent(given);
  }

  endForAll(): void {
    this.client?.endCall();
  }

  leave(): void {
    this.client?.leave();
    this.release();
  }

  async flip(): Promise<void> {
    const facing: Facing = this.facing === 'user' ? 'environment' : 'user';
    try {
      const track = await otherCamera(this.media.video, facing);
      this.media = { ...this.media, video: track };
      this.facing = facing;
      await this.client?.replaceTrack('video', track);
    } finally {
      this.host.requestUpdate();
    }
  }

  /** Figures for a test: numbers only. */
  stats(): Promise<CallStats> {
    return this.client ? this.client.stats() : Promise.resolve({ flows: [], roundTripMs: 0 });
  }

  private show(view: CallView): void {
    this.view = view;
    if (['ended', 'refused', 'taken-over'].includes(view.connection)) this.release();
    this.host.requestUpdate();
  }

  private release(): void {
    closeMedia(this.media);
    this.awake.release();
  }
}
