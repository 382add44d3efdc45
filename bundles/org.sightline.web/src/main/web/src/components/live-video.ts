import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { SlElement } from '../app/element';
import { icon } from '../app/markup';
import { t } from '../i18n/locale';

/** Shows live tracks, and plays their sound unless it is one's own. */
@customElement('sl-live')
export class LiveVideo extends SlElement {
  @property({ attribute: false }) audio: MediaStreamTrack | null | undefined;
  @property({ attribute: false }) video: MediaStreamTrack | null | undefined;
  @property() label = '';
  @property() testid = '';
  @property({ type: Boolean }) own = false;
  @property({ type: Boolean }) mirrored = false;
  @state() private silenced = false;
  private readonly stream = new MediaStream();

  protected override render() {
    return html`<video class=${this.mirrored ? 'mirrored' : ''} playsinline autoplay .muted=${this.own} aria-label=${this.label} data-testid=${this.testid}></video>
      ${this.silenced ? html`<button class="btn sound" @click=${this.play}>${icon('volume-2')}${t('call.sound')}</button>` : nothing}`;
  }

  protected override updated(): void {
    const wanted = [this.own ? null : this.audio, this.video].filter((track): track is MediaStreamTrack => !!track);
    for (const track of this.stream.getTracks()) if (!wanted.includes(track)) this.stream.removeTrack(track);
    for (const track of wanted) if (!this.stream.getTracks().includes(track)) this.stream.addTrack(track);
    const element = this.querySelector('video')!;
    if (element.srcObject !== this.stream) element.srcObject = this.stream;
    if (wanted.length && element.paused) void this.play();
  }

  private play = async (): Promise<void> => {
    try {
      await this.querySelector('video')?.play();
      this.silenced = false;
    } catch (error) {
      this.silenced = (error as Error).name === 'NotAllowedError';
    }
  };
}
