import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { SlElement } from '../app/element';
import type { RecordingInfo } from '../call/messages';
import type { Key } from '../i18n/en';
import { timecode } from '../i18n/format';
import { t } from '../i18n/locale';

const WORDS: Record<RecordingInfo['status'], Key> = {
  recording: 'rec.recording',
  paused: 'rec.paused',
  'waiting-for-consent': 'rec.waiting',
  refused: 'rec.off',
  unavailable: 'rec.off',
  stopped: 'rec.off',
};

/** Whether the call is recorded, the same on both sides: shape and word, never colour alone. */
@customElement('sl-rec')
export class RecIndicator extends SlElement {
  @property({ attribute: false }) info!: RecordingInfo;
  /** When the information arrived: the time runs on from there. */
  @property({ type: Number }) since = 0;
  /** The connection is lost: what is shown may be out of date. */
  @property({ type: Boolean }) waiting = false;
  private timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = setInterval(() => this.info?.status === 'recording' && this.requestUpdate(), 1000);
  }

  override disconnectedCallback(): void {
    clearInterval(this.timer);
    super.disconnectedCallback();
  }

  protected override render() {
    const { status, recordedMillis } = this.info;
    const running = status === 'recording' && !this.waiting;
    const shape = running ? '' : status === 'paused' || (status === 'recording' && this.waiting) ? 'paused' : 'off';
    const words = status === 'recording' && this.waiting ? 'rec.waits' : WORDS[status];
    const millis = recordedMillis + (running ? Date.now() - this.since : 0);
    return html`<div class="rec ${shape}" data-testid="recording-indicator" data-status=${status}>
      <span class="dot" aria-hidden="true"></span><span role="status">${t(words)}</span>
      ${status === 'recording' ? html`<time class="num">${timecode(millis)}</time>` : nothing}
      ${this.waiting ? nothing : this.button(status)}
    </div>`;
  }

  private button(status: RecordingInfo['status']) {
    if (status === 'recording') {
      return html`<button data-testid="pause-recording" aria-label=${t('rec.pause.label')} @click=${() => this.tell('recording-pause-asked', true)}>${t('rec.pause')}</button>`;
    }
    if (status === 'paused') {
      return html`<button data-testid="resume-recording" aria-label=${t('rec.resume.label')} @click=${() => this.tell('recording-pause-asked', false)}>${t('rec.resume')}</button>`;
    }
    return nothing;
  }
}
