import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { SlElement } from '../app/element';
import { icon } from '../app/markup';
import type { Consent, RecordingInfo } from '../call/messages';
import { place } from '../i18n/format';
import { t } from '../i18n/locale';
import { ask } from './confirm';
import './unrecorded';

/** How the recording of this call stands, in words, with one's own answer and how to change it. */
@customElement('sl-rec-card')
export class RecCard extends SlElement {
  @property({ attribute: false }) info!: RecordingInfo;
  @property() consent: Consent = 'undecided';
  /** The code of what the platform could not do. */
  @property() problem: string | undefined;
  /** How the other side is addressed, where it is there. */
  @property() other = '';

  protected override render() {
    const { status, region } = this.info;
    const where = { place: place(region ?? '') };
    return html`<div class="stack reccard" data-testid="recording-card">
      ${status === 'unavailable' ? this.unavailable() : html`<p>${t(`rec.status.${status === 'waiting-for-consent' ? 'waiting' : status}`, where)}</p>`}
      <ul class="facts small">
        ${this.answer()}
        ${region && this.running ? html`<li>${icon('map-pin')}<span>${t('rec.kept', where)}</span></li><li>${icon('lock-keyhole')}<span>${t('rec.encrypted')}</span></li>` : nothing}
      </ul>
      ${status === 'stopped' ? nothing : this.change()}
      ${this.problem === 'audit-unavailable' ? html`<p class="error-text" role="alert">${t('rec.problem.audit-unavailable')}</p>` : nothing}
    </div>`;
  }

  private change() {
    return this.consent === 'given'
      ? html`<button class="btn" data-testid="withdraw-consent" @click=${this.withdraw}>${t(this.running ? 'rec.withdraw' : 'rec.withdraw.before')}</button>`
      : html`<button class="btn" data-testid="give-consent" @click=${() => this.tell('consent-given', true)}>${t('rec.allow')}</button>`;
  }

  private get running(): boolean {
    return this.info.status === 'recording' || this.info.status === 'paused';
  }

  private answer() {
    if (this.consent === 'undecided') return nothing;
    const said = this.consent === 'given' ? 'yes' : this.consent === 'refused' ? 'no' : 'withdrawn';
    return html`<li>${icon(said === 'yes' ? 'circle-check' : 'circle-x')}<span>${t(`rec.answer.${said}`)}</span></li>`;
  }

  private unavailable() {
    return html`<div class="note warn">${icon('circle-off')}<sl-unrecorded class="stack" retry .info=${this.info} .other=${this.other}></sl-unrecorded></div>`;
  }

  /** Ending a running recording cannot be taken back: that is said first. Before it runs, no is no. */
  private withdraw = async (): Promise<void> => {
    const sure =
      !this.running ||
      (await ask({ title: `${t('rec.withdraw')}?`, text: t('rec.withdraw.text'), confirm: t('rec.withdraw'), cancel: t('users.keep') }));
    if (sure) this.tell('consent-given', false);
  };
}
