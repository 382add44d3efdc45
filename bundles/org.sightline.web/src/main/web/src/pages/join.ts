import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { api, ApiError } from '../api/client';
import type { InvitationView } from '../api/types';
import { SlElement } from '../app/element';
import { linkFault } from '../app/failure';
import type { LinkFault } from '../app/failure';
import { avatar, icon, rich } from '../app/markup';
import { CallController } from '../call/call-controller';
import { MediaError, openMedia } from '../call/devices';
import type { MediaTrouble } from '../call/devices';
import type { ConsentChoice } from '../components/consent-choice';
import '../components/consent-choice';
import '../components/customer-call';
import '../components/customer-notices';
import '../components/language';
import '../components/live-video';
import { failed } from '../components/loading';
import { country, firstName, place, until } from '../i18n/format';
import { t } from '../i18n/locale';

type Step = LinkFault | 'loading' | 'failed' | 'in-app' | 'welcome' | 'permission' | 'blocked' | 'call' | 'over';

/** The customer's side, by a link: who calls and what happens, yes or no to recording, one tap for the camera, the call. */
@customElement('sl-join')
export class JoinPage extends SlElement {
  @state() private step: Step = 'loading';
  @state() private invitation: InvitationView | undefined;
  @state() private trouble: MediaTrouble = 'blocked';
  @state() private asking = false;
  @state() private error: unknown;
  private consent = false;
  private readonly live = new CallController(this);
  private readonly token = location.hash.slice(1);

  /** Figures of the media, for tests: numbers only. */
  stats = () => this.live.stats();

  override connectedCallback(): void {
    super.connectedCallback();
    void this.look();
  }

  protected override render() {
    const view = this.live.view;
    if (this.step === 'call' && view && this.inCall()) {
      return html`<sl-customer-call data-testid="call" data-connection=${view.connection} data-call-state=${view.state} .live=${this.live} .view=${view} .technician=${this.invitation!.technicianName} .workspace=${this.invitation!.workspaceName} @leave-asked=${this.leave}></sl-customer-call>`;
    }
    return html`<main class="col framed" id="main" data-testid="join" data-step=${this.step}>
      <div class="top">${this.invitation ? html`${avatar(this.invitation.workspaceName, 'sm')}<span>${this.invitation.workspaceName}</span>` : html`<span>${t('app.name')}</span>`}<sl-language></sl-language></div>
      ${this.body()}
    </main>`;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    const before = changed.get('step') as Step | undefined;
    if (changed.has('step') && before && before !== 'loading') this.querySelector<HTMLElement>('h1')?.focus();
    const connection = this.live.view?.connection;
    if (this.step === 'call' && connection && ['ended', 'refused', 'taken-over'].includes(connection)) this.step = 'over';
  }

  private body() {
    switch (this.step) {
      case 'loading':
        return html`<h1 class="sr">${t('join.submit')}</h1><p role="status" class="quiet">${t('app.loading')}</p>`;
      case 'failed':
        return html`<h1 class="sr">${t('join.submit')}</h1>${failed(this.error, () => this.look())}`;
      case 'expired':
      case 'invalid':
      case 'ended':
        return html`<sl-link-problem kind=${this.step}></sl-link-problem>`;
      case 'in-app':
        return html`<sl-in-app-browser></sl-in-app-browser>`;
      case 'welcome':
        return this.welcome(this.invitation!);
      case 'permission':
        return this.permission(this.invitation!);
      case 'blocked':
        return html`<sl-camera-blocked .trouble=${this.trouble} @retry-asked=${() => this.open(true)} @sound-only-asked=${() => this.open(false)}></sl-camera-blocked>`;
      case 'call':
        return this.waiting(this.invitation!);
      case 'over':
        return html`<sl-call-over .view=${this.live.view} @again-asked=${() => (this.step = 'welcome')}></sl-call-over>`;
    }
  }

  private welcome(invitation: InvitationView) {
    const { technicianName, workspaceName, region } = invitation;
    const name = firstName(technicianName);
    const words = { name, workspace: workspaceName, country: country(region), place: place(region) };
    return html`<div class="row caller">${avatar(technicianName, 'lg')}
        <p><b>${technicianName}</b><br /><span class="quiet small">${t('join.technician', words)}<br />${t('join.until', { until: until(invitation.expiresAt) })}</span></p></div>
      <h1 tabindex="-1">${t('join.title', words)}</h1>
      <ul class="facts">
        <li>${icon('eye')}<span>${rich('join.fact.sees', words)}</span></li>
        <li>${icon('map-pin-off')}<span>${rich('join.fact.place', words)}</span></li>
        <li>${icon('lock-keyhole')}<span>${rich('join.fact.kept', words)}</span></li>
      </ul>
      <details class="more"><summary>${t('join.more')}</summary>
        <p>${t('join.more.record', words)}</p><p>${t('join.more.kept', words)}</p><p>${t('join.more.address', words)}</p></details>
      <form class="bottom" novalidate @submit=${this.decide}>
        <sl-consent .other=${name}></sl-consent>
        <button class="btn primary big" data-testid="join-call">${icon('video')}${t('join.submit')}</button>
      </form>`;
  }

  private permission(invitation: InvitationView) {
    const name = firstName(invitation.technicianName);
    return html`<h1 tabindex="-1">${t('permission.title')}</h1>
      <p class="quiet">${rich('permission.lead')}</p>
      <div class="mock" aria-hidden="true"><p>${t('permission.mock', { host: location.host })}</p><div><span>${t('permission.mock.no')}</span><span class="hit">${t('permission.mock.yes')}</span></div></div>
      <ul class="facts"><li>${icon('video')}<span>${rich('permission.camera', { name })}</span></li><li>${icon('mic')}<span>${rich('permission.microphone')}</span></li></ul>
      <div class="note">${icon('map-pin-off')}<p class="small">${t('permission.location')}</p></div>
      <div class="bottom">
        ${this.asking ? html`<p role="status" class="small">${t('permission.asking')}</p>` : nothing}
        <button class="btn primary big" aria-disabled=${this.asking} data-testid="allow-camera" @click=${() => this.open(true)}>${t('permission.continue')}</button>
        <button class="btn ghost tall" aria-disabled=${this.asking} data-testid="sound-only" @click=${() => this.open(false)}>${t('permission.sound')}</button>
      </div>`;
  }

  private waiting(invitation: InvitationView) {
    const name = firstName(invitation.technicianName);
    const view = this.live.view;
    const said = view?.consent === 'given' || (view?.consent === 'undecided' && this.consent);
    const lost = view && ['reconnecting', 'lost'].includes(view.connection);
    return html`<div class="self stage">
        <sl-live own testid="own-video" .mirrored=${this.live.facing === 'user'} .video=${this.live.media.video} .label=${t('call.your-camera')}></sl-live>
        <span class="chipx">${icon(this.live.media.video ? 'eye-off' : 'video-off')}${t(this.live.media.video ? 'waiting.self' : 'waiting.sound')}</span>
        <span class="chipx m">${icon('mic')}${t('waiting.hear')}</span></div>
      <div role="status"><h1 tabindex="-1" class="h1s">${lost ? t('call.lost') : view?.connection === 'connecting' ? t('call.connecting') : t('waiting.title', { name })}</h1>
        <p class="quiet">${t('waiting.lead', { name })}</p></div>
      <p class="small row top0">${icon(said ? 'circle-dot' : 'circle-off')}<span>${t(said ? 'waiting.yes' : 'waiting.no', { name })} <button class="link" data-testid="change-consent" @click=${() => this.change(!said)}>${t('waiting.change')}</button></span></p>
      <div class="bottom"><div class="note accent">${icon('info')}<p class="small">${t('waiting.tip')}</p></div>
        <button class="btn tall" data-testid="leave" @click=${this.leave}>${t('waiting.leave')}</button></div>`;
  }

  /** Whether the technician is or was here: then the call's own picture is shown. */
  private inCall(): boolean {
    const view = this.live.view;
    return !!this.live.peer('technician') && !!view && ['up', 'reconnecting', 'lost'].includes(view.connection);
  }

  private async look(): Promise<void> {
    this.step = 'loading';
    if (!this.token) return void (this.step = 'invalid');
    try {
      this.invitation = await api.viewInvitation(this.token);
      const devices: MediaDevices | undefined = navigator.mediaDevices; // apps that show pages have none
      this.step = devices ? 'welcome' : 'in-app';
    } catch (error) {
      this.error = error;
      this.step = (error instanceof ApiError && linkFault(error.code, error.status)) || 'failed';
    }
  }

  private decide = (event: Event): void => {
    event.preventDefault();
    const answer = (this.querySelector('sl-consent') as ConsentChoice).take();
    if (answer === undefined) return;
    this.consent = answer;
    this.step = 'permission';
  };

  private async open(withCamera: boolean): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      const media = await openMedia(withCamera ? 'environment' : undefined);
      this.live.start(media, 'environment', this.consent, async () => (await api.invitationTicket(this.token)).ticket);
      this.step = 'call';
    } catch (error) {
      this.trouble = error instanceof MediaError ? error.trouble : 'none';
      this.step = 'blocked';
    }
    this.asking = false;
  }

  private change(given: boolean): void {
    this.consent = given;
    this.live.consent(given);
    this.requestUpdate();
  }

  private leave = (): void => this.live.leave();
}
