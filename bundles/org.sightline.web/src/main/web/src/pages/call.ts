import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api } from '../api/client';
import type { CallView } from '../api/types';
import { SlElement } from '../app/element';
import { Load } from '../app/load';
import { avatar, badge, brandMark, icon } from '../app/markup';
import { CallController } from '../call/call-controller';
import { MediaError, openMedia } from '../call/devices';
import type { OwnMedia } from '../call/peer-link';
import { ask } from '../components/confirm';
import type { ConsentChoice } from '../components/consent-choice';
import '../components/consent-choice';
import { control, rove, toolbarKeys } from '../components/control';
import type { LinkDialog } from '../components/link-dialog';
import '../components/link-dialog';
import '../components/live-video';
import { failed } from '../components/loading';
import '../components/rec-card';
import '../components/rec-indicator';
import '../components/signal-bars';
import '../components/unrecorded';
import { firstName, moment, place } from '../i18n/format';
import { coded, t } from '../i18n/locale';

/** The technician's side of a call. */
@customElement('sl-call')
export class CallPage extends SlElement {
  @property() callId = '';
  @state() private joined = false;
  @state() private asking = false;
  @state() private trouble: 'blocked' | 'none' | undefined;
  @state() private finished: CallView | undefined;
  private readonly call = new Load<CallView>(this, () => api.call(this.callId));
  private readonly live = new CallController(this);

  /** Figures of the media, for tests: numbers only. */
  stats = () => this.live.stats();

  protected override render() {
    const call = this.call.value;
    if (!call) {
      return html`<main class="page alone" id="main"><h1 class="sr">${t('nav.today')}</h1>
        ${this.call.error ? html`${failed(this.call.error, () => this.call.again())}<p><a href="/">${t('app.back.today')}</a></p>` : html`<p role="status" class="quiet">${t('app.loading')}</p>`}</main>`;
    }
    const name = call.customerName;
    const view = this.live.view;
    const over = call.state === 'ended' || view?.connection === 'ended';
    return html`<main class="cc" id="main" data-testid="call" data-connection=${view?.connection ?? 'idle'} data-call-state=${view?.state ?? call.state}>
      <div class="barx">
        <a class="brand" href="/">${brandMark}<span class="sr">${t('app.back.today')}</span></a>
        <h1 tabindex="-1"><span class="sr">${t('call.with', { name: '' })}</span>${name}</h1>
        <div class="mid">${view && !over ? html`<sl-rec .info=${view.recording} .since=${view.recordingAt} .waiting=${view.connection !== 'up'} @recording-pause-asked=${this.pause}></sl-rec>` : nothing}</div>
        ${view && !over ? html`<span class="push small row"><sl-signal class="row" .quality=${view.quality}></sl-signal></span>` : nothing}
      </div>
      <div class="vw stage">
        <div class="pic">${over ? this.overPanel(call) : !this.joined ? this.ready(name) : this.stage(name)}</div>
        ${this.joined && !over ? this.controls() : nothing}
      </div>
      <aside class="panel" aria-label=${t('call.details')}>${this.aside(call, over)}</aside>
      <sl-link-dialog></sl-link-dialog>
    </main>`;
  }

  protected override updated(): void {
    rove(this.querySelector('[role=toolbar]'));
    const ended = this.live.view?.connection === 'ended';
    if (ended && !this.finished) void this.lookAfter();
  }

  private ready(name: string) {
    const first = firstName(name);
    return html`<div class="wt"><form class="ask" novalidate @submit=${this.join}>
      <h2>${t('call.ready.title', { name: first })}</h2>
      <p class="soft">${t('call.ready.lead')}</p>
      <sl-consent .other=${first}></sl-consent>
      <p class="small soft">${t('call.ready.asks', { name: first })}</p>
      ${this.trouble ? html`<div class="note warn" role="alert">${icon('video-off')}<p>${t(this.trouble === 'blocked' ? 'blocked.title' : 'blocked.none.title')}</p></div>` : nothing}
      <button class="btn primary big" aria-disabled=${this.asking} data-testid="join-call">${icon('video')}${t('join.submit')}</button>
      ${this.trouble ? html`<button class="btn ghost" type="button" data-testid="join-sound-only" @click=${() => this.join(undefined, true)}>${t('permission.sound')}</button>` : nothing}
      ${this.asking ? html`<p role="status" class="small">${t('permission.asking')}</p>` : nothing}
    </form></div>`;
  }

  private stage(name: string) {
    const view = this.live.view!;
    const first = firstName(name);
    const customer = this.live.peer('customer');
    const media = customer ? view.remote.get(customer.participant) : undefined;
    const hidden = customer?.muted.includes('video') || !media?.video;
    return html`
      ${customer ? html`<sl-live class="remote ${hidden || !customer.connected ? 'dim' : ''}" testid="remote-video" .audio=${media?.audio} .video=${media?.video} .label=${t('call.their-camera', { name: first })}></sl-live>` : nothing}
      ${this.notice(first)} ${view.recording.status === 'unavailable' ? this.unrecorded(first) : nothing}
      <sl-live class="pip" own mirrored testid="own-video" .video=${this.live.muted('video') ? null : this.live.media.video} .label=${t('call.your-camera')}></sl-live>`;
  }

  private notice(name: string) {
    const view = this.live.view!;
    const customer = this.live.peer('customer');
    switch (view.connection) {
      case 'connecting':
        return this.words('loader-circle', t('call.connecting'));
      case 'reconnecting':
        return this.words('loader-circle', t('call.lost'), t('call.lost.text'), true);
      case 'lost':
        return this.words('wifi-off', t('call.lost.long'), t('call.lost.long.text'), true);
      case 'taken-over':
        return this.words('info', t('moved.title'), t('moved.text'));
      case 'refused':
        return this.words('circle-x', t('refused.call'), view.reason === 'call-full' ? t('refused.full') : coded('error', view.reason ?? '', 'error.unknown'));
    }
    if (!customer) {
      return html`${this.words('hourglass', t('call.wait.title', { name }), t('call.wait.text', { name }))}`;
    }
    if (!customer.connected) return this.words('loader-circle', t('call.peer.away', { name }));
    const labels = html`${customer.muted.includes('audio') ? html`<span class="chipx">${icon('mic-off')}${t('call.peer.muted', { name })}</span>` : nothing}`;
    if (customer.muted.includes('video')) return html`${this.words('video-off', t('call.peer.novideo', { name }))}<div class="lbl">${labels}</div>`;
    return html`<div class="lbl">${labels}</div>`;
  }

  private words(drawing: string, title: string, text = '', urgent = false) {
    return html`<div class="words" role=${urgent ? 'alert' : 'status'}>${icon(drawing, drawing === 'loader-circle' ? 'spin' : '')}<b>${title}</b>${text ? html`<span>${text}</span>` : nothing}</div>`;
  }

  private unrecorded(name: string) {
    return html`<div class="ns" role="alert">${icon('circle-off')}<sl-unrecorded retry testid="retry-recording-now" .info=${this.live.view!.recording} .other=${this.live.peer('customer') ? name : ''} @recording-pause-asked=${this.pause}></sl-unrecorded></div>`;
  }

  private controls() {
    const [mic, cam] = [this.live.muted('audio'), this.live.muted('video')];
    return html`<div class="bot" role="toolbar" aria-label=${t('call.controls')} @keydown=${toolbarKeys}>
      ${control({ icon: mic ? 'mic-off' : 'mic', text: t(mic ? 'call.muted' : 'call.mute'), label: t('call.mute'), pressed: mic, testid: 'mute', act: () => this.live.toggle('audio') })}
      ${this.live.media.video ? control({ icon: cam ? 'video-off' : 'video', text: t(cam ? 'call.camera.off' : 'call.camera'), label: t('call.camera.hide'), pressed: cam, testid: 'camera', act: () => this.live.toggle('video') }) : nothing}
      <hr />
      ${control({ icon: 'user-plus', text: t('call.aside.invite'), testid: 'invite', act: this.invite })}
      <hr />
      ${control({ icon: 'phone-off', text: t('call.end'), label: t('call.end.confirm'), end: true, testid: 'end-call', act: this.end })}
    </div>`;
  }

  private aside(call: CallView, over: boolean) {
    const view = this.live.view;
    const customer = this.live.peer('customer');
    return html`<div class="sc">
      <div class="row who">${avatar(call.customerName, 'lg')}<div><h2>${call.customerName}</h2><span class="small quiet">${t('call.aside.customer')}</span></div></div>
      <dl class="dl small"><dt>${t('call.aside.created')}</dt><dd>${moment(call.createdAt)}</dd>
        ${customer && !over ? html`<dt>${t('call.aside.here')}</dt><dd>${badge('ok', 'check', customer.name || call.customerName)}</dd>` : nothing}</dl>
      ${view && !over ? html`<section class="card pad"><h2>${t('call.aside.recording')}</h2><sl-rec-card .info=${view.recording} .consent=${view.consent} .problem=${view.problem} .other=${customer ? firstName(call.customerName) : ''} @consent-given=${this.answer} @recording-pause-asked=${this.pause}></sl-rec-card></section>` : nothing}
      ${!customer && !over ? html`<div><button class="btn" data-testid="invite-again" @click=${this.invite}>${icon('link-2')}${t('call.aside.invite')}</button><p class="small quiet hintline">${t('call.aside.link.hint')}</p></div>` : nothing}
    </div>`;
  }

  private overPanel(call: CallView) {
    const done = this.finished ?? call;
    const recording = done.recordings[0];
    return html`<div class="wt" role="status"><div class="ask" data-testid="call-over">
      <h2>${t('over.title')}</h2>
      <p class="soft">${recording ? t('over.recorded', { place: place(this.live.view?.recording.region ?? '') || '…' }) : t('over.not-recorded')}</p>
      ${recording ? html`<a class="btn primary big" href="/recordings/${recording}" data-testid="review-call">${icon('film')}${t('today.review')}</a>` : nothing}
      <a class="btn ${recording ? 'ghost' : 'primary big'}" href="/">${t('app.back.today')}</a>
    </div></div>`;
  }

  private join = async (event?: Event, soundOnly = false): Promise<void> => {
    event?.preventDefault();
    const consent = (this.querySelector('sl-consent') as ConsentChoice).take();
    if (consent === undefined || this.asking) return;
    this.asking = true;
    this.trouble = undefined;
    try {
      const media = await openMedia(soundOnly ? undefined : 'user').catch((error: MediaError) => this.without(error, soundOnly));
      this.live.start(media, 'user', consent, async () => (await api.callTicket(this.callId)).ticket);
      this.joined = true;
    } catch (error) {
      this.trouble = (error as MediaError).trouble;
    }
    this.asking = false;
  };

  /** A technician without a camera may still hear and speak; one without a microphone may still watch. */
  private without(error: MediaError, soundOnly: boolean): OwnMedia {
    if (soundOnly) return { audio: null, video: null };
    throw error;
  }

  private pause = (event: CustomEvent<boolean>): void => this.live.pause(event.detail);
  private answer = (event: CustomEvent<boolean>): void => this.live.consent(event.detail);
  private invite = (): void => void (this.querySelector('sl-link-dialog') as LinkDialog).openAgain(this.callId, false);

  private end = async (): Promise<void> => {
    const sure = await ask({ title: t('call.end.title'), text: t('call.end.text'), confirm: t('call.end.confirm'), cancel: t('call.end.stay'), danger: true });
    if (!sure) return;
    this.live.endForAll();
    await api.endCall(this.callId).catch(() => undefined); // the signal has said so already, if the connection is up
  };

  private async lookAfter(): Promise<void> {
    this.finished = this.call.value;
    this.finished = await api.call(this.callId).catch(() => this.call.value);
  }
}

