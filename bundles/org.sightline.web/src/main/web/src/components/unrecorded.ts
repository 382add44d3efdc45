import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { SlElement } from '../app/element';
import { icon } from '../app/markup';
import type { RecordingInfo } from '../call/messages';
import { whyUnrecorded } from '../call/unrecorded';
import { clock } from '../i18n/format';
import { t } from '../i18n/locale';

/** Says why nothing is recorded; who may, tries again from here. */
@customElement('sl-unrecorded')
export class Unrecorded extends SlElement {
  @property({ attribute: false }) info!: RecordingInfo;
  /** How the other side is addressed, where it is there. */
  @property() other = '';
  @property({ type: Boolean }) retry = false;
  @property() testid = 'retry-recording';
  @state() private triedAt: Date | undefined;

  protected override render() {
    const { title, text } = whyUnrecorded(this.info, this.other);
    return html`<p data-testid="unrecorded" data-reason=${this.info.reason ?? ''}><b>${title}</b> ${text}
        ${this.triedAt ? html`<span role="status">${t('rec.tried', { time: clock(this.triedAt) })}</span>` : nothing}</p>
      ${this.retry ? html`<button class="btn sm" data-testid=${this.testid} @click=${this.again}>${icon('refresh-cw')}${t('app.retry')}</button>` : nothing}`;
  }

  private again = (): void => {
    this.triedAt = new Date();
    this.tell('recording-pause-asked', false);
  };
}
