import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { SlElement } from '../app/element';
import { icon, rich } from '../app/markup';
import type { CallController } from '../call/call-controller';
import type { CallView } from '../call/call-client';
import { firstName } from '../i18n/format';
import { t } from '../i18n/locale';
import { control, rove, toolbarKeys } from './control';
import './live-video';
import './rec-card';
import './rec-indicator';
import './signal-bars';
import './unrecorded';

/** The call on the customer's phone: one's own picture large, as the technician sees it; the technician small. */
@customElement('sl-customer-call')
export class CustomerCall extends SlElement {
  @property({ attribute: false }) live!: CallController;
  @property({ attribute: false }) view!: CallView;
  @property() technician = '';
  @property() workspace = '';

  protected override render() {
    const name = firstName(this.technician);
    const peer = this.live.peer('technician');
    const media = peer ? this.view.remote.get(peer.participant) : undefined;
    const hidden = !media?.video || peer?.muted.includes('video');
    return html`<main class="stage pc" id="main">
      <h1 class="sr" tabindex="-1">${t('call.with', { name: this.technician })}, ${this.workspace}</h1>
      <div class="pv"><sl-live own testid="own-video" .mirrored=${this.live.facing === 'user'} .video=${this.live.muted('video') ? null : this.live.media.video} .label=${t('call.your-camera')}></sl-live>${this.dark()}${this.lost()}</div>
      <div class="pt">
        <div class="left">
          <sl-rec .info=${this.view.recording} .since=${this.view.recordingAt} .waiting=${this.view.connection !== 'up'} @recording-pause-asked=${this.pause}></sl-rec>
          <sl-signal class="chipx" .quality=${this.view.quality}></sl-signal>
        </div>
        <div class="far ${hidden || !peer?.connected ? 'dim' : ''}">
          <sl-live testid="remote-video" .audio=${media?.audio} .video=${media?.video} .label=${t('call.their-camera', { name })}></sl-live>
          ${hidden ? html`<span class="none">${icon('video-off')}</span>` : nothing}
          <span class="name">${peer?.muted.includes('audio') ? icon('mic-off') : nothing}${name}</span>
        </div>
      </div>
      <div class="pb">${this.say(name)}${this.controls()}</div>
    </main>
    ${this.dialog()}`;
  }

  protected override updated(): void {
    rove(this.querySelector('[role=toolbar]'));
  }

  /** Says why one's own picture is not there. */
  private dark() {
    if (this.live.media.video && !this.live.muted('video')) return nothing;
    return html`<div class="words">${icon('video-off')}<span>${t(this.live.media.video ? 'call.camera.off' : 'waiting.sound')}</span></div>`;
  }

  private lost() {
    if (this.view.connection === 'up') return nothing;
    const long = this.view.connection === 'lost';
    return html`<div class="lost" role="alert">${icon(long ? 'wifi-off' : 'loader-circle', long ? '' : 'spin')}<b>${t(long ? 'call.lost.long' : 'call.lost')}</b><span>${t(long ? 'call.lost.long.text' : 'call.lost.text')}</span></div>`;
  }

  private say(name: string) {
    const { status } = this.view.recording;
    const peer = this.live.peer('technician');
    if (this.view.connection !== 'up') return nothing;
    if (peer && !peer.connected) return this.bubble('loader-circle', t('call.peer.away', { name }));
    if (status === 'unavailable') {
      return this.bubble('circle-off', html`<sl-unrecorded .info=${this.view.recording} .other=${peer ? name : ''}></sl-unrecorded>`);
    }
    if (status === 'paused') return this.bubble('pause', rich('rec.paused.say'));
    return nothing;
  }

  private bubble(drawing: string, text: unknown) {
    return html`<div class="say" role="status">${icon(drawing)}<span>${text}</span></div>`;
  }

  private controls() {
    const [mic, cam] = [this.live.muted('audio'), this.live.muted('video')];
    return html`<div class="ctls" role="toolbar" aria-label=${t('call.controls')} @keydown=${toolbarKeys}>
      ${this.live.severalCameras && this.live.media.video
        ? control({ icon: 'switch-camera', text: t('call.flip'), label: t('call.flip.label'), testid: 'flip', act: () => void this.live.flip() })
        : nothing}
      ${control({ icon: mic ? 'mic-off' : 'mic', text: t(mic ? 'call.muted' : 'call.mute'), label: t('call.mute'), pressed: mic, testid: 'mute', act: () => this.live.toggle('audio') })}
      ${this.live.media.video ? control({ icon: cam ? 'video-off' : 'video', text: t(cam ? 'call.camera.off' : 'call.camera.hide'), label: t('call.camera.hide'), pressed: cam, testid: 'camera', act: () => this.live.toggle('video') }) : nothing}
      ${control({ icon: 'circle-dot', text: t('call.record'), label: t('rec.dialog.title'), testid: 'recording-details', act: () => this.querySelector('dialog')?.showModal() })}
      ${control({ icon: 'phone-off', text: t('call.end'), label: t('call.end.confirm'), end: true, testid: 'leave', act: () => this.tell('leave-asked') })}
    </div>`;
  }

  private dialog() {
    return html`<dialog aria-labelledby="rec-dialog-title">
      <div class="dh"><div class="main"><h2 id="rec-dialog-title">${t('rec.dialog.title')}</h2></div></div>
      <div class="db"><sl-rec-card .info=${this.view.recording} .consent=${this.view.consent} .problem=${this.view.problem} .other=${this.live.peer('technician') ? firstName(this.technician) : ''} @consent-given=${this.answer} @recording-pause-asked=${this.pause}></sl-rec-card></div>
      <div class="df"><button class="btn tall" autofocus @click=${this.close}>${t('app.close')}</button></div>
    </dialog>`;
  }

  private pause = (event: CustomEvent<boolean>): void => this.live.pause(event.detail);
  private close = (): void => this.querySelector('dialog')?.close();
  private answer = (event: CustomEvent<boolean>): void => {
    this.live.consent(event.detail);
    this.close();
  };
}
