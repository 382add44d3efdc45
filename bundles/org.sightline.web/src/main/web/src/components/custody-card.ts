import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api } from '../api/client';
import type { RecordingView, Verification } from '../api/types';
import { SlElement } from '../app/element';
import { badge, icon } from '../app/markup';
import { isAdministrator } from '../app/session';
import { bytes, moment, number, place } from '../i18n/format';
import { t } from '../i18n/locale';
import { failed } from './loading';

/** Where a recording is kept and how; an administrator has every byte checked. Green only after a check. */
@customElement('sl-custody-card')
export class CustodyCard extends SlElement {
  @property({ attribute: false }) recording!: RecordingView;
  @state() private checked: Verification | undefined;
  @state() private checking = false;
  @state() private error: unknown;

  protected override render() {
    const r = this.recording;
    return html`<section class="card">
      <div class="head"><h2>${t('review.custody')}</h2>${this.verdict()}</div>
      <div class="body stack">
        <dl class="dl">
          <dt>${t('review.kept')}</dt><dd>${place(r.region)}<br /><span class="faint tiny code">${r.region}</span></dd>
          <dt>${t('review.encrypted')}</dt><dd>${t('review.encrypted.yes')}<br /><span class="faint tiny code">AES-256-GCM</span></dd>
          <dt>${t('review.state')}</dt><dd>${t(`recstate.${r.state}`, { place: place(r.region) })}</dd>
          ${isAdministrator() ? html`<dt>${t('review.checked')}</dt><dd data-testid="check-result">${this.result()}</dd>` : nothing}
        </dl>
        ${this.error ? failed(this.error) : nothing}
        ${isAdministrator() && r.state !== 'recording'
          ? html`<button class="btn" aria-disabled=${this.checking} data-testid="check" @click=${this.check}>${icon('shield-check')}${t(this.checking ? 'review.checking' : 'review.check')}</button>`
          : nothing}
      </div>
    </section>`;
  }

  /** What this visit found, else what the platform's own last check found. */
  private verdict() {
    const check = this.checked ?? this.recording.check;
    if (!check) return nothing;
    return badge(check.intact ? 'ok' : 'danger', check.intact ? 'shield-check' : 'shield-x', t(check.intact ? 'review.intact' : 'review.broken'));
  }

  private result() {
    if (!this.checked) return this.recording.check ? moment(this.recording.check.at) : t('review.checked.never');
    return html`<span role="status">${t('review.check.result', { records: number(this.checked.records), bytes: bytes(this.checked.bytes) })}</span>`;
  }

  private check = async (): Promise<void> => {
    if (this.checking) return;
    this.checking = true;
    this.error = undefined;
    try {
      this.checked = await api.verify(this.recording.id);
    } catch (error) {
      this.error = error;
    }
    this.checking = false;
  };
}
