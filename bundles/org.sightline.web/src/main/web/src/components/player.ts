import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { api, ApiError } from '../api/client';
import type { RecordingView, TakeView } from '../api/types';
import { SlElement } from '../app/element';
import { icon, vars } from '../app/markup';
import type { Key } from '../i18n/en';
import { customerOf, duration, firstName, technicianOf, timecode } from '../i18n/format';
import { t } from '../i18n/locale';
import { follow, holdsUp, run } from '../player/step';
import { leading, moments, pauseAt, playing, shown, standing, total } from '../player/timeline';
import type { Moment, Pause } from '../player/timeline';
import { failed } from './loading';
import './thumbnails';

const GAP_SHOWN_MS = 2_500;
const AHEAD_MS = 4_000;
const RATES = [1, 1.5, 2, 0.5];
const PINS: Record<Moment['kind'], [string, string, Key]> = {
  started: ['consent', 'circle-dot', 'review.moment.started'],
  joined: ['', 'user-round', 'review.moment.joined'],
  paused: ['note', 'pause', 'review.moment.paused'],
  resumed: ['consent', 'play', 'review.moment.resumed'],
  crashed: ['note', 'triangle-alert', 'review.moment.crashed'],
  full: ['note', 'hard-drive', 'review.moment.full'],
};

/** Plays the takes of a recording in step: the customer's picture large, everybody's voice. */
@customElement('sl-player')
export class Player extends SlElement {
  @property({ attribute: false }) recording!: RecordingView;
  @state() private position = 0;
  @state() private on = false;
  @state() private stalled = false;
  @state() private silent = false;
  @state() private both = false;
  @state() private rate = 1;
  @state() private gap: Pause | undefined;
  @state() private error: unknown;
  /** Takes whose bytes have been asked for: not before they are needed, since every opening is a viewing. */
  private readonly opened = new Set<number>();
  private gapLeft = 0;
  private last = 0;
  private loop: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.loop = setInterval(() => this.tick(), 50);
  }

  override disconnectedCallback(): void {
    clearInterval(this.loop);
    for (const video of this.querySelectorAll('video')) {
      video.pause();
      video.removeAttribute('src');
      video.load(); // lets go of what was buffered
    }
    super.disconnectedCallback();
  }

  /** Goes to a moment of the timeline. */
  seek(millis: number): void {
    this.position = Math.min(Math.max(0, millis), total(this.recording));
    this.gap = undefined;
    this.gapLeft = 0;
    this.open();
    for (const { take, atMillis } of standing(this.recording, this.position)) {
      const media = this.media(take);
      if (media && this.opened.has(take.number)) media.currentTime = atMillis / 1000;
    }
  }

  protected override willUpdate(): void {
    this.open();
  }

  protected override render() {
    const length = total(this.recording);
    const here = playing(this.recording, this.position);
    const main = shown(this.recording, this.position);
    const name = firstName(customerOf(this.recording));
    return html`<div class="player" role="group" aria-label=${t('review.player')} data-testid="player" data-playing=${this.on} data-position=${Math.round(this.position)} data-stalled=${this.stalled}>
      <div class="vid">
        ${repeat(this.recording.takes, (take) => take.number, (take) => this.screen(take, main, here))}
        ${this.overlay(here.length > 0)}
        <span class="rec who">${main?.role === 'technician' ? t('call.their-camera', { name: firstName(technicianOf(this.recording)) }) : t('review.customer', { name })}</span>
      </div>
      <div class="wave">
        <div class="track" role="slider" tabindex="0" aria-label=${t('review.position')} aria-valuemin="0" aria-valuemax=${Math.round(length / 1000)} aria-valuenow=${Math.round(this.position / 1000)} aria-valuetext=${t('review.position.text', { at: duration(this.position), total: duration(length) })} data-testid="seek" @keydown=${this.keys} @pointerdown=${this.point} @pointermove=${this.drag}>
          <sl-thumbnails .recording=${this.recording}></sl-thumbnails>
          ${this.recording.pauses.map((pause) => html`<span class="gap" ${vars({ '--at': this.share(pause.fromMillis), '--w': this.share(pause.toMillis - pause.fromMillis) })}></span>`)}
          <span class="past" ${vars({ '--at': this.share(this.position) })}></span>
          <span class="head" ${vars({ '--at': this.share(this.position) })}></span>
        </div>
        ${moments(this.recording).map((moment) => this.pin(moment))}
      </div>
      <div class="bar">
        <button class="btn icon" aria-label=${t(this.on ? 'review.pause' : 'review.play')} data-testid="play" @click=${this.toggle}>${icon(this.on ? 'pause' : 'play', 'fill')}</button>
        <button class="btn icon" aria-label=${t('review.back10')} @click=${() => this.seek(this.position - 10_000)}>${icon('rotate-ccw')}</button>
        <button class="btn icon" aria-pressed=${this.silent} aria-label=${t(this.silent ? 'review.unmute' : 'review.mute')} @click=${() => (this.silent = !this.silent)}>${icon(this.silent ? 'mic-off' : 'volume-2')}</button>
        <span class="num small"><b>${timecode(this.position)}</b> <span class="soft">/ ${timecode(length)}</span></span>
        <span class="push"></span>
        <button class="btn sm" aria-pressed=${this.both} data-testid="both-cameras" @click=${() => (this.both = !this.both)}>${t('review.both')}</button>
        <button class="btn sm num" aria-label=${t('review.speed', { rate: this.rate })} @click=${this.faster}>${this.rate}×</button>
        <button class="btn icon full" aria-label=${t('review.full')} @click=${this.full}>${icon('maximize')}</button>
      </div>
    </div>`;
  }

  private screen(take: TakeView, main: TakeView | undefined, here: TakeView[]) {
    const active = here.includes(take);
    const large = take === main;
    const inset = active && !large && this.both;
    const src = this.opened.has(take.number) ? api.mediaUrl(this.recording.id, take.number) : nothing;
    return html`<video class=${large ? 'large' : 'inset'} ?hidden=${!large && !inset} src=${src} preload="auto" playsinline disablepictureinpicture disableremoteplayback .muted=${this.silent} tabindex="-1" aria-hidden="true" data-testid="take-${take.number}" data-role=${take.role} @error=${() => this.failed(take)}></video>`;
  }

  private overlay(picture: boolean) {
    if (this.error) return html`<div class="over">${failed(this.error, this.retry)}</div>`;
    if (this.gap) {
      return html`<div class="over" role="status" data-testid="gap">${icon('pause')}<p>${t('review.gap', { length: duration(this.gap.toMillis - this.gap.fromMillis) })}</p></div>`;
    }
    if (this.on && this.stalled) return html`<div class="over" role="status">${icon('loader-circle', 'spin')}<p class="small">${t('review.buffering')}</p></div>`;
    if (!picture && this.on) return html`<div class="over"><p>${t('review.nopicture')}</p></div>`;
    return this.on ? nothing : html`<button class="big" aria-label=${t('review.play')} @click=${this.toggle}>${icon('play', 'fill')}</button>`;
  }

  private pin(moment: Moment) {
    const [tone, drawing] = PINS[moment.kind];
    const text = `${timecode(moment.atMillis)} ${this.words(moment)}`;
    return html`<button class="mk-pin ${tone}" aria-label=${text} data-tip=${text} ${vars({ '--at': this.share(moment.atMillis) })} @click=${() => this.seek(moment.atMillis)}>${icon(drawing)}</button>`;
  }

  /** A moment in words. */
  words(moment: Moment): string {
    const who = moment.role === 'technician' ? technicianOf(this.recording) : customerOf(this.recording);
    return t(PINS[moment.kind][2], { name: who });
  }

  private tick(): void {
    const now = performance.now();
    const passed = Math.min(500, now - (this.last || now));
    this.last = now;
    if (!this.on || this.error) return this.quiet();
    if (this.gap) return this.passGap(passed);
    const entered = pauseAt(this.recording.pauses, this.position);
    if (entered) {
      this.gap = entered;
      this.gapLeft = Math.min(GAP_SHOWN_MS, entered.toMillis - entered.fromMillis + 1_000);
      return this.quiet();
    }
    const here = playing(this.recording, this.position).filter((take) => !this.media(take)?.ended);
    this.stalled = here.some((take) => holdsUp(this.media(take)!));
    const main = leading(here);
    const lead = main && this.media(main);
    if (!this.stalled) {
      this.position = lead && !lead.paused ? lead.currentTime * 1000 + main.startMillis : this.position + passed * this.rate;
    }
    for (const take of this.recording.takes) {
      const media = this.media(take);
      if (!media || !this.opened.has(take.number)) continue;
      const active = here.includes(take);
      if (active && take === main) media.playbackRate = this.rate;
      if (active && (take !== main || media.paused)) follow(media, this.position - take.startMillis, this.rate);
      run(media, active && !this.stalled);
    }
    if (this.position >= total(this.recording) - 30) this.stop();
  }

  /** A pause is told, then passed; never skipped over silently. */
  private passGap(passed: number): void {
    this.quiet();
    this.gapLeft -= passed;
    if (this.gapLeft > 0) return;
    this.seek(this.gap!.toMillis);
  }

  private quiet(): void {
    for (const take of this.recording.takes) {
      const media = this.media(take);
      if (media) run(media, false);
    }
  }

  private stop(): void {
    this.on = this.stalled = false;
    this.position = total(this.recording);
    this.quiet();
  }

  private open(): void {
    for (const take of [...playing(this.recording, this.position), ...playing(this.recording, this.position + AHEAD_MS)]) {
      if (this.opened.has(take.number)) continue;
      this.opened.add(take.number);
      this.requestUpdate();
    }
  }

  private media(take: TakeView): HTMLVideoElement | null {
    return this.querySelector(`video[data-testid="take-${take.number}"]`);
  }

  private share(millis: number): string {
    return `${(millis / (total(this.recording) || 1)) * 100}%`;
  }

  private toggle = (): void => {
    if (!this.on && this.position >= total(this.recording) - 30) this.seek(0);
    this.on = !this.on;
  };

  private faster = (): void => {
    this.rate = RATES[(RATES.indexOf(this.rate) + 1) % RATES.length]!;
  };

  private full = (): void => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void this.querySelector('.player')?.requestFullscreen();
  };

  private keys = (event: KeyboardEvent): void => {
    const steps: Record<string, number> = { ArrowRight: 5, ArrowUp: 5, ArrowLeft: -5, ArrowDown: -5, PageUp: 30, PageDown: -30 };
    const step = steps[event.key];
    if (step) this.seek(this.position + step * 1000);
    else if (event.key === 'Home') this.seek(0);
    else if (event.key === 'End') this.seek(total(this.recording));
    else if (event.key === ' ') this.toggle();
    else return;
    event.preventDefault();
  };

  private point = (event: PointerEvent): void => {
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.drag(event);
  };

  private drag = (event: PointerEvent): void => {
    if (!(event.buttons & 1)) return;
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    this.seek(((event.clientX - box.left) / box.width) * total(this.recording));
  };

  private async failed(take: TakeView): Promise<void> {
    if (!this.opened.has(take.number) || !this.isConnected) return;
    const cause = await api.probe(this.recording.id, take.number).then(
      () => new ApiError(0, 'media-failed', ''),
      (error) => error,
    );
    if (cause instanceof ApiError && [401, 403, 404].includes(cause.status)) this.tell('access-refused', cause);
    else this.error = cause;
  }

  private retry = (): void => {
    this.error = undefined;
    for (const video of this.querySelectorAll<HTMLVideoElement>('video[src]')) video.load();
    void this.updateComplete.then(() => this.seek(this.position));
  };
}
